// Before anything is painted: the theme and the accent that held last time, so that nothing flashes. The page reads what
// was really chosen right after.
try {
  const { theme, accent } = JSON.parse(localStorage.getItem("selkie.settings") ?? "{}");
  Object.assign(document.documentElement.dataset, { theme, accent });
} catch {
  // Without storage there is nothing to recall.
}
