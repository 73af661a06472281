// Scrolls up by `pixels` in each frame, for `time` ms or until `limit` messages went by. What is in view has to move by
// just as much; by how much it does not is the drift.
const [pixels, time, limit, done] = arguments;
const box = document.querySelector('[data-testid="messages"]');
const top = () => box.getBoundingClientRect().top;
const intervals = [];
let [held, drift, elements, nodes, count] = [0, 0, 0, 0, 0];
let last = performance.now();
let still = 0;
const begun = last;

function rows() {
  return box.querySelectorAll("[data-key]");
}

// Those of one sender are numbered in their id.
function passed() {
  const id = rows()[0].dataset.id;
  const counted = (window.counted ??= new Map());
  const sender = id.slice(0, 20);
  const number = parseInt(id.slice(20), 16);
  if (!counted.has(sender) && /^\d{20}/.test(id)) counted.set(sender, number);
  const begin = counted.get(sender);
  return begin === undefined ? 0 : (begin - number) * 2;
}

function inView() {
  const edge = top() + box.clientHeight / 2;
  return [...rows()].find((row) => row.getBoundingClientRect().bottom > edge) ?? null;
}

// What a frame has painted is seen after it; where the next frame was quicker, it is not known. One channel for all: each
// would keep the row that it waits for, and with it all that stood beside it.
const painted = new MessageChannel();
let read = null;
painted.port1.onmessage = () => {
  const { row, at } = read;
  if (read.count === count && row?.isConnected) drift = Math.max(drift, Math.abs(row.getBoundingClientRect().top - at));
};

function step(now) {
  intervals.push(now - last);
  last = now;
  count++;
  if (count % 20 === 0) {
    elements = Math.max(elements, document.querySelectorAll("*").length);
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let all = 0;
    while (walker.nextNode() !== null) all++;
    nodes = Math.max(nodes, all);
  }
  const row = inView();
  const before = box.scrollTop;
  box.scrollTop = before - pixels;
  const moved = before - box.scrollTop;
  if (moved < pixels) held++;
  still = moved === 0 ? still + 1 : 0;
  read = { row, at: row?.getBoundingClientRect().top, count };
  painted.port2.postMessage(null);
  const messages = passed();
  const end = still > 60 || messages >= limit;
  if (!end && now - begun < time) return requestAnimationFrame(step);
  if (end) window.counted = undefined;
  painted.port1.close();
  done({ intervals: intervals.slice(1), held, drift, elements, nodes, messages, done: end });
}

requestAnimationFrame(step);
