// Goes so near to the upper edge, at random, that older messages are put above, `count` times. A message in view must
// not move; each frame until all is quiet again is looked at.
const [count, done] = arguments;
const box = document.querySelector('[data-testid="messages"]');
// What a frame has painted is seen after it; what stands before it may still be put right.
const frame = () =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(port1.close());
      port2.postMessage(null);
    }),
  );
// Below this distance from the edge more is brought.
const AHEAD_PX = 400;
const QUIET = 2;
const PATIENCE = 240;

function rows() {
  return box.querySelectorAll("[data-key]");
}

(async () => {
  const drifts = [];
  let [lost, atStart] = [0, false];
  for (let at = 0; at < count && !atStart; at++) {
    const edge = box.getBoundingClientRect().top;
    const head = rows()[0].dataset.key;
    box.scrollTop = 1 + Math.floor(Math.random() * (AHEAD_PX - 20));
    const inView = [...rows()].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= edge && bottom <= edge + box.clientHeight;
    });
    const row = inView[Math.floor(Math.random() * inView.length)];
    const { key } = row.dataset;
    const before = row.getBoundingClientRect().top;
    let [worst, quiet, frames] = [0, 0, 0];
    while (quiet < QUIET) {
      await frame();
      const now = box.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (now === null) {
        lost++;
        break;
      }
      worst = Math.max(worst, Math.abs(now.getBoundingClientRect().top - before));
      if (rows()[0].dataset.key !== head) quiet++;
      else if (++frames > PATIENCE) {
        atStart = true;
        break;
      }
    }
    if (!atStart) drifts.push(worst);
  }
  done({ drifts, lost, atStart });
})();
