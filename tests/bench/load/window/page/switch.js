// Opens `count` conversations of the list from the one at `from` on, then goes back over them. The time ends when the
// frame that holds the messages of the right conversation has been laid out and painted.
const [from, count, done] = arguments;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const afterFrame = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });

async function row(at) {
  const list = document.querySelector("nav.list");
  const unit = list.querySelector("ul").clientHeight / Number(list.querySelector("[aria-setsize]").ariaSetSize);
  list.scrollTop = Math.max(0, (at - 3) * unit);
  for (;;) {
    await frame();
    const found = list.querySelector(`[data-at="${at}"] button`);
    if (found !== null) return found;
  }
}

// Messages of others are called by their sender's id in front.
function shows(peer) {
  const messages = document.querySelectorAll('[data-testid="message"]');
  const last = messages[messages.length - 1];
  return last !== undefined && last.dataset.id.startsWith(peer.padStart(20, "0"));
}

async function open(at) {
  const button = await row(at);
  const peer = button.dataset.id.split("_").find((part) => part.length === 7);
  await pause(60);
  const begun = performance.now();
  button.click();
  do await frame();
  while (!shows(peer));
  await afterFrame();
  return performance.now() - begun;
}

(async () => {
  const [first, again] = [[], []];
  let elements = 0;
  for (let at = from; at < from + count; at++) {
    first.push(await open(at));
    elements = Math.max(elements, document.querySelectorAll("*").length);
  }
  for (let at = from + count - 2; at >= from; at--) again.push(await open(at));
  done({ first, again, elements });
})();
