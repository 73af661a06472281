// Scrolls a list of rows, each with its `[data-at]`, down by `pixels` in each frame, for `time` ms or to its end. What was
// painted is looked at after each frame: where no row stands is blank, where only its place stands waits.
const [selector, pixels, time, done] = arguments;
const box = document.querySelector(selector);
const intervals = [];
let [blank, waiting, elements, count] = [0, 0, 0, 0];
let last = performance.now();
const begun = last;
const painted = new MessageChannel();

function look() {
  const { left, top, width, height } = box.getBoundingClientRect();
  let [missing, unnamed] = [false, false];
  for (const share of [0.05, 0.35, 0.65, 0.95]) {
    const row = document.elementFromPoint(left + width / 2, top + height * share)?.closest("li");
    if (!row || !box.contains(row)) missing = true;
    else if (row.innerText.trim() === "") unnamed = true;
  }
  if (missing) blank++;
  else if (unnamed) waiting++;
}

painted.port1.onmessage = look;

function step(now) {
  intervals.push(now - last);
  last = now;
  count++;
  if (count % 20 === 0) elements = Math.max(elements, document.querySelectorAll("*").length);
  const before = box.scrollTop;
  box.scrollTop = before + pixels;
  painted.port2.postMessage(null);
  const end = box.scrollTop === before;
  if (!end && now - begun < time) return requestAnimationFrame(step);
  painted.port1.close();
  done({ intervals: intervals.slice(1), blank, waiting, elements, top: box.scrollTop, done: end });
}

requestAnimationFrame(step);
