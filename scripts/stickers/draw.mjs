// The seal of the sticker pack, in its moods: each a round of pictures that ends where it begins. What is drawn here is
// Selkie's own.

const TURN = Math.PI * 2;
const wave = (t, times = 1, shift = 0) => Math.sin(TURN * (t * times + shift));

const FUR = "#8fb4be";
const DARK = "#5d8591";
const PALE = "#edf6f7";
const LINE = "#1f3a43";
const BLUSH = "#f29d94";
const RED = "#e0564b";
const BLUE = "#58aee0";
const GOLD = "#f2b63c";

const moved = (inside, { x = 0, y = 0, turn = 0, wide = 1, high = 1, about = [120, 200] } = {}) =>
  `<g transform="translate(${x + about[0]} ${y + about[1]}) rotate(${turn}) scale(${wide} ${high}) translate(${-about[0]} ${-about[1]})">${inside}</g>`;

const BODY = "M52 232 C40 178 62 140 120 140 C178 140 200 178 188 232 Z";
const HEAD = "M120 32 C172 32 198 66 198 106 C198 148 164 172 120 172 C76 172 42 148 42 106 C42 66 68 32 120 32 Z";
const FLIPPER = "M0 0 C-8 -18 -44 -34 -58 -22 C-66 -8 -40 18 -4 20 Z";

/** A shape under a rim that stands out from light and dark. */
const rim = (path, by = "") =>
  `<path d="${path}" ${by} fill="#fff" stroke="#fff" stroke-width="17" stroke-linejoin="round"/>`;
const shape = (path, fill, by = "") =>
  `<path d="${path}" ${by} fill="${fill}" stroke="${LINE}" stroke-width="5" stroke-linejoin="round"/>`;

const flipperAt = (side, turn, lift = 0) =>
  side < 0
    ? `transform="translate(66 ${196 - lift}) rotate(${turn})"`
    : `transform="translate(174 ${196 - lift}) scale(-1 1) rotate(${turn})"`;

const EYES = {
  open: (x) =>
    `<ellipse cx="${x}" cy="98" rx="13" ry="16" fill="${LINE}"/><circle cx="${x - 4}" cy="91" r="5" fill="#fff"/><circle cx="${x + 5}" cy="103" r="2.5" fill="#fff"/>`,
  wide: (x) =>
    `<circle cx="${x}" cy="96" r="19" fill="#fff" stroke="${LINE}" stroke-width="4"/><circle cx="${x}" cy="97" r="8" fill="${LINE}"/>`,
  happy: (x) =>
    `<path d="M${x - 15} 102 Q${x} 82 ${x + 15} 102" fill="none" stroke="${LINE}" stroke-width="6" stroke-linecap="round"/>`,
  shut: (x) =>
    `<path d="M${x - 14} 98 Q${x} 110 ${x + 14} 98" fill="none" stroke="${LINE}" stroke-width="6" stroke-linecap="round"/>`,
  cross: (x) =>
    `<ellipse cx="${x}" cy="100" rx="12" ry="14" fill="${LINE}"/><circle cx="${x - 3}" cy="95" r="4" fill="#fff"/><path d="M${x - 18} ${x < 120 ? 78 : 88} L${x + 18} ${x < 120 ? 88 : 78}" stroke="${LINE}" stroke-width="7" stroke-linecap="round"/>`,
  heart: (x) => heart(x, 98, 1.05, RED),
  sad: (x) =>
    `<ellipse cx="${x}" cy="102" rx="12" ry="14" fill="${LINE}"/><circle cx="${x - 3}" cy="97" r="5" fill="#fff"/><path d="M${x - 16} ${x < 120 ? 86 : 78} L${x + 16} ${x < 120 ? 78 : 86}" stroke="${LINE}" stroke-width="5" stroke-linecap="round"/>`,
};

const MOUTHS = {
  smile: `<path d="M104 138 Q120 150 136 138" fill="none" stroke="${LINE}" stroke-width="5" stroke-linecap="round"/>`,
  open: `<path d="M100 136 Q120 142 140 136 Q138 162 120 162 Q102 162 100 136 Z" fill="#8c2f34" stroke="${LINE}" stroke-width="4" stroke-linejoin="round"/><path d="M108 153 Q120 145 132 153 Q128 160 120 160 Q112 160 108 153 Z" fill="${BLUSH}"/>`,
  round: `<ellipse cx="120" cy="147" rx="9" ry="11" fill="#8c2f34" stroke="${LINE}" stroke-width="4"/>`,
  small: `<ellipse cx="120" cy="144" rx="6" ry="6" fill="#8c2f34" stroke="${LINE}" stroke-width="4"/>`,
  down: `<path d="M106 148 Q120 136 134 148" fill="none" stroke="${LINE}" stroke-width="5" stroke-linecap="round"/>`,
};

function heart(x, y, size, fill) {
  return `<path transform="translate(${x} ${y}) scale(${size})" d="M0 16 C-22 0 -16 -17 -5 -15 C-2 -14 0 -11 0 -9 C0 -11 2 -14 5 -15 C16 -17 22 0 0 16 Z" fill="${fill}" stroke="${LINE}" stroke-width="3.5" stroke-linejoin="round"/>`;
}

const star = (x, y, size, fill) =>
  `<path transform="translate(${x} ${y}) scale(${size})" d="M0 -14 L4 -4 L14 0 L4 4 L0 14 L-4 4 L-14 0 L-4 -4 Z" fill="${fill}" stroke="${LINE}" stroke-width="3" stroke-linejoin="round"/>`;

const letter = (x, y, size, words, fill) =>
  `<path d="${words}" transform="translate(${x} ${y}) scale(${size})" fill="none" stroke="#fff" stroke-width="13" stroke-linejoin="round" stroke-linecap="round"/><path d="${words}" transform="translate(${x} ${y}) scale(${size})" fill="none" stroke="${fill}" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"/>`;

/** The seal. `left` and `right`: how its flippers stand. */
function seal({ eyes = "open", mouth = "smile", left = -8, right = -8, lift = 0, head = {}, body = {}, blush = true, face = "" }) {
  const whiskers = [-1, 1]
    .map((side) => [0, 11].map((down) => `<path d="M${120 + side * 34} ${132 + down} L${120 + side * 66} ${126 + down * 2}" stroke="${LINE}" stroke-width="2.5" stroke-linecap="round"/>`).join(""))
    .join("");
  const muzzle = `<ellipse cx="120" cy="134" rx="38" ry="27" fill="${PALE}"/><path d="M108 116 Q120 110 132 116 Q130 127 120 128 Q110 127 108 116 Z" fill="${LINE}"/><path d="M120 127 L120 137" stroke="${LINE}" stroke-width="4" stroke-linecap="round"/>`;
  const cheeks = blush ? `<ellipse cx="66" cy="126" rx="13" ry="8" fill="${BLUSH}" opacity=".75"/><ellipse cx="174" cy="126" rx="13" ry="8" fill="${BLUSH}" opacity=".75"/>` : "";
  const spots = `<ellipse cx="92" cy="52" rx="7" ry="4" fill="${DARK}" opacity=".55"/><ellipse cx="108" cy="44" rx="5" ry="3" fill="${DARK}" opacity=".55"/><ellipse cx="148" cy="52" rx="8" ry="4" fill="${DARK}" opacity=".55"/>`;
  const belly = `<path d="M84 232 C82 196 98 178 120 178 C142 178 158 196 156 232 Z" fill="${PALE}"/>`;
  const arms = [[-1, left], [1, right]];
  const under = moved(rim(BODY) + arms.map(([side, turn]) => rim(FLIPPER, flipperAt(side, turn, lift))).join(""), body) + moved(rim(HEAD), head);
  const trunk = moved(shape(BODY, FUR) + belly + `<path d="${BODY}" fill="none" stroke="${LINE}" stroke-width="5" stroke-linejoin="round"/>`, body);
  const top = moved(shape(HEAD, FUR) + spots + cheeks + muzzle + whiskers + EYES[eyes](80) + EYES[eyes](160) + MOUTHS[mouth] + face, head);
  const flippers = moved(arms.map(([side, turn]) => shape(FLIPPER, DARK, flipperAt(side, turn, lift))).join(""), body);
  return under + trunk + top + flippers;
}

const rising = (t, at) => (t + at) % 1;

/** Each mood at `t`, from 0 to what is 0 again at 1. */
export const MOODS = {
  hello: (t) => seal({ eyes: t > 0.45 && t < 0.55 ? "shut" : "open", left: -6, right: 34 + 18 * wave(t, 2), head: { turn: 4 * wave(t) } }),
  laugh: (t) => seal({ eyes: "happy", mouth: "open", left: 12 + 14 * wave(t, 4), right: 12 + 14 * wave(t, 4), head: { y: -5 * Math.abs(wave(t, 2)), turn: 3 * wave(t, 2) }, body: { high: 1 + 0.02 * wave(t, 4) } }),
  love: (t) =>
    seal({ eyes: "heart", mouth: "open", left: 24, right: 24, head: { turn: 5 * wave(t) } }) +
    [0, 0.33, 0.66].map((at, of) => { const up = rising(t, at); return `<g opacity="${Math.min(1, 3 * (1 - up))}">${heart([26, 214, 196][of] + 6 * wave(up, 1), 120 - 95 * up, 0.5 + 0.45 * up, RED)}</g>`; }).join(""),
  cry: (t) => {
    const tears = [0, 0.5].map((at) => { const down = rising(t, at); return [74, 166].map((x) => `<path transform="translate(${x + (x < 120 ? -10 : 10) * down} ${112 + 62 * down}) scale(${0.6 + 0.5 * down})" d="M0 -13 C8 -3 9 3 9 6 A9 9 0 0 1 -9 6 C-9 3 -8 -3 0 -13 Z" fill="${BLUE}" stroke="${LINE}" stroke-width="3"/>`).join(""); }).join("");
    return seal({ eyes: "sad", mouth: "down", left: -4, right: -4, head: { y: 3 * Math.abs(wave(t)), turn: 2 * wave(t, 2) }, face: tears });
  },
  sleep: (t) =>
    seal({ eyes: "shut", mouth: "small", left: -6, right: -6, head: { turn: 8, y: 4 + 3 * wave(t) }, body: { high: 1 + 0.03 * wave(t), wide: 1 + 0.015 * wave(t) } }) +
    [0, 0.5].map((at) => { const up = rising(t, at); return `<g opacity="${Math.min(1, 2.5 * (1 - up), 6 * up)}">${letter(184 + 22 * up, 66 - 50 * up, 0.5 + 0.5 * up, "M-12 -12 L12 -12 L-12 12 L12 12", "#3f7f8c")}</g>`; }).join(""),
  angry: (t) =>
    seal({ eyes: "cross", mouth: "down", left: 30, right: 30, head: { x: 3 * wave(t, 6) }, blush: true }) +
    [0, 0.5].map((at) => { const up = rising(t, at); return [-1, 1].map((side) => `<circle cx="${120 + side * (74 + 26 * up)}" cy="${58 - 34 * up}" r="${6 + 9 * up}" fill="#fff" stroke="${LINE}" stroke-width="3" opacity="${1 - up}"/>`).join(""); }).join(""),
  clap: (t) => { const out = 20 + 22 * Math.abs(wave(t, 2)); return seal({ eyes: "happy", mouth: "open", left: 180 - out, right: 180 - out, lift: 0, head: { y: -3 * Math.abs(wave(t, 2)) } }) + [[30, 50], [208, 44], [216, 150], [22, 150]].map(([x, y], of) => star(x, y, 0.55 + 0.4 * Math.max(0, wave(t, 2, of / 4)), GOLD)).join(""); },
  wow: (t) => { const up = Math.max(0, wave(t)); return seal({ eyes: "wide", mouth: "round", left: 34 + 20 * up, right: 34 + 20 * up, head: { y: -12 * up, high: 1 + 0.03 * up } }) + (up > 0.15 ? letter(210, 62 - 14 * up, 0.9, "M0 -24 L0 4 M0 18 L0 19", RED) : ""); },
};

export const picture = (mood, t, side) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 240 240">${MOODS[mood](t)}</svg>`;
