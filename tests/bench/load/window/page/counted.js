// What all rows of the list have unread together: goes through it from top to bottom, as far as anything is unread.
const [done] = arguments;
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

(async () => {
  const box = document.querySelector("nav.list");
  const known = new Map();
  let top = 0;
  for (;;) {
    box.scrollTop = top;
    await frame();
    await frame();
    const rows = [...box.querySelectorAll('[data-testid="conversation"]')];
    for (const row of rows) known.set(row.dataset.id, Number(row.dataset.unread));
    top += box.clientHeight;
    // Whatever was written in last stands on top; below the first page without anything, nothing is.
    if (top >= box.scrollHeight || rows.every((row) => row.dataset.unread === "0")) break;
  }
  box.scrollTop = 0;
  done([...known.values()].reduce((sum, unread) => sum + unread, 0));
})();
