// Writes and sends `count` texts; tells in which frame after the Enter key each is there as an own bubble, and when that
// frame was painted.
const [count, done] = arguments;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const afterFrame = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });
const put = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;

(async () => {
  const [frames, ms] = [[], []];
  const area = document.querySelector('[data-testid="composer"]');
  area.focus();
  for (let at = 0; at < count; at++) {
    const text = `line ${at} of a measured hand`;
    put.call(area, text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await pause(60);
    const there = () => {
      const messages = document.querySelectorAll('[data-testid="message"]');
      return messages[messages.length - 1]?.innerText.includes(text) === true;
    };
    await frame();
    await afterFrame();
    const begun = performance.now();
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }));
    let number = 0;
    do {
      await frame();
      number++;
    } while (!there());
    await afterFrame();
    frames.push(number);
    ms.push(performance.now() - begun);
  }
  done({ frames, ms });
})();
