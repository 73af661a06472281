// Counts the time from frame to frame for so many ms.
const [time, done] = arguments;
const intervals = [];
const begun = performance.now();
let last = begun;

function step() {
  const now = performance.now();
  intervals.push(now - last);
  last = now;
  if (now - begun < time) requestAnimationFrame(step);
  else done(intervals.slice(1));
}

requestAnimationFrame(step);
