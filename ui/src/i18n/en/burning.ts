export const burning = {
  burn: "Burn after reading",
  burnHint:
    "What is written from now on is gone so long after it was read, on all devices of both. Another app may keep it.",
  burnsAfter: (time: string) => `Gone ${time} after it is read`,
  burnsHere: (time: string) => `Messages are gone ${time} after they are read`,
  burnOnByMe: "You switched on burning after reading.",
  burnOffByMe: "You switched off burning after reading.",
  burnOnBy: (name: string) => `${name} switched on burning after reading.`,
  burnOffBy: (name: string) => `${name} switched off burning after reading.`,
  keep: "Delete old messages",
  keepHint: "From your devices only. Others keep theirs.",
  vanishNever: "Never",
};
