// Goes to `count` random places of a long list; how long until each has its names, when that was painted.
const [selector, count, done] = arguments;
const box = document.querySelector(selector);
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const afterFrame = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });

function named() {
  const { left, top, width, height } = box.getBoundingClientRect();
  return [0.05, 0.5, 0.95].every((share) => {
    const row = document.elementFromPoint(left + width / 2, top + height * share)?.closest("[data-at]");
    return row && box.contains(row) && row.innerText.trim() !== "";
  });
}

(async () => {
  const times = [];
  for (let at = 0; at < count; at++) {
    await frame();
    const begun = performance.now();
    box.scrollTop = Math.random() * (box.scrollHeight - box.clientHeight);
    do await frame();
    while (!named());
    await afterFrame();
    times.push(performance.now() - begun);
  }
  done(times);
})();
