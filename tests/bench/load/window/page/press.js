// Presses something; how long until something else is there, laid out and painted.
const [button, wanted, done] = arguments;
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const afterFrame = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });

(async () => {
  await frame();
  await afterFrame();
  const begun = performance.now();
  document.querySelector(button).click();
  do await frame();
  while (document.querySelector(wanted) === null);
  await afterFrame();
  done(performance.now() - begun);
})();
