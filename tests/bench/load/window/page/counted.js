// What all rows of the list have unread together: goes through it from top to bottom, as far as anything is unread.
const [done] = arguments;
const box = document.querySelector("nav.list");
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const drawn = () => [...box.querySelectorAll('[data-testid="conversation"]')];

// The row that the Tab key reaches is drawn wherever it stands.
function inView() {
  const view = box.getBoundingClientRect();
  return drawn().filter((row) => {
    const place = row.getBoundingClientRect();
    return place.bottom > view.top && place.top < view.bottom;
  });
}

(async () => {
  const known = new Map();
  let top = 0;
  for (;;) {
    box.scrollTop = top;
    await frame();
    do await frame();
    while (inView().length === 0);
    for (const row of drawn()) known.set(row.dataset.id, Number(row.dataset.unread));
    top += box.clientHeight;
    // Whatever was written in last stands on top; below the first page without anything, nothing is.
    if (top >= box.scrollHeight || inView().every((row) => row.dataset.unread === "0")) break;
  }
  box.scrollTop = 0;
  done([...known.values()].reduce((sum, unread) => sum + unread, 0));
})();
