// Types texts into the switcher, sign by sign; how long each key takes until its answer was painted. An answer is there
// when the list was drawn anew, or after `patience` ms when it is the same.
const [texts, patience, done] = arguments;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const afterFrame = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });
const field = document.querySelector('[data-testid="switcher-query"]');
const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;

async function key(text) {
  await pause(120);
  let changed = false;
  const observer = new MutationObserver(() => (changed = true));
  observer.observe(field.closest("dialog"), { subtree: true, childList: true, characterData: true });
  const begun = performance.now();
  put.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  do await frame();
  while (!changed && performance.now() - begun < patience);
  await afterFrame();
  observer.disconnect();
  return changed ? performance.now() - begun : null;
}

(async () => {
  const times = [];
  let same = 0;
  for (const text of texts) {
    for (let end = 1; end <= text.length; end++) {
      const time = await key(text.slice(0, end));
      if (time === null) same++;
      else times.push(time);
    }
  }
  done({ times, same });
})();
