import type { Content, Forward, MessageAct, MessageVersion, MessageView, Quoted, Reaction } from "../index";
import type { World } from "./world";

/** What the made-up worlds remember of messages beside them. */
export interface Memory {
  readonly versions: Map<string, MessageVersion[]>;
  readonly merged: Map<string, readonly MessageView[]>;
}

export function memory(): Memory {
  return { versions: new Map(), merged: new Map() };
}

function reacted(reactions: readonly Reaction[], emoji: string, on: boolean): Reaction[] {
  const known = reactions.find((one) => one.emoji === emoji);
  if (known === undefined) return on ? [...reactions, { emoji, count: 1, mine: true, names: [] }] : [...reactions];
  if (known.mine === on) return [...reactions];
  const count = known.count + (on ? 1 : -1);
  return reactions.flatMap((one) => (one !== known ? [one] : count === 0 ? [] : [{ ...one, count, mine: on }]));
}

function reworded(content: Content, text: string): Content {
  if (content.is === "text" || content.is === "quote") return { ...content, text, mentions: [] };
  return content;
}

function altered(row: MessageView, act: MessageAct, me: string): MessageView | null {
  switch (act.is) {
    case "react":
      return { ...row, reactions: reacted(row.reactions, act.emoji, act.on) };
    case "pin":
      return { ...row, pinned: act.on };
    case "edit":
      return { ...row, content: reworded(row.content, act.text), edited: Date.now() };
    case "recall": {
      const content: Content = { is: "recalled", userId: me, name: "", me: true, own: row.mine };
      return { ...row, content, reactions: [], edited: null, pinned: false };
    }
    case "delete":
      return null;
  }
}

export function actOn(world: World, memory: Memory, ids: readonly string[], act: MessageAct): void {
  for (const id of ids) {
    world.alter(id, (row) => {
      if (act.is === "edit" && (row.content.is === "text" || row.content.is === "quote")) {
        const before = memory.versions.get(id) ?? [{ time: row.time, text: row.content.text }];
        memory.versions.set(id, [...before, { time: Date.now(), text: act.text }]);
      }
      return altered(row, act, world.me);
    });
  }
}

/** A message as another one quotes it. */
export function quoted(row: MessageView): Quoted {
  const { content } = row;
  return {
    clientMsgId: row.clientMsgId,
    seq: row.seq,
    senderId: row.senderId,
    senderName: row.senderNickname,
    mine: row.mine,
    content: content.is === "quote" ? { is: "text", text: content.text, mentions: content.mentions } : content,
  };
}

export function sendOn(world: World, memory: Memory, forward: Forward): void {
  const rows = forward.messages.flatMap((id) => world.find1(id) ?? []);
  for (const to of forward.to) {
    if (forward.merged !== null) {
      const { title, lines } = forward.merged;
      const row = world.say(to, { is: "merged", title, lines, count: rows.length });
      memory.merged.set(row.clientMsgId, rows);
    } else {
      for (const row of rows) world.say(to, quoted(row).content);
    }
    if (forward.word !== "") world.say(to, { is: "text", text: forward.word, mentions: [] });
  }
}

export function opened(memory: Memory, id: string, path: readonly number[]): MessageView[] {
  let rows = memory.merged.get(id);
  for (const step of path) rows = memory.merged.get(rows?.[step]?.clientMsgId ?? "");
  if (rows === undefined) throw { code: "notFound" };
  return [...rows];
}

/** What a first look should find done to messages. */
export function paint(rows: readonly MessageView[]): MessageView[] {
  const [first, second, third, fourth] = rows;
  return rows.map((row) => {
    if (row === first) {
      const by = (emoji: string, names: string[], mine: boolean): Reaction => {
        return { emoji, count: names.length + (mine ? 1 : 0), mine, names };
      };
      return { ...row, reactions: [by("👍", ["Marta Lindqvist", "Jonas"], true), by("🎉", ["Jonas"], false)] };
    }
    if (row === second) return { ...row, edited: row.time + 60_000 };
    if (row === third) return { ...row, pinned: true };
    if (row === fourth && third !== undefined && row.content.is === "text") {
      return { ...row, content: { ...row.content, is: "quote", quoted: quoted(third) } };
    }
    return row;
  });
}
