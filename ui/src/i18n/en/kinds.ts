export const kinds = {
  // What is sent beside words and files
  sayMore: "Send something else",
  sayCard: "Contact card",
  sayPlace: "Location",
  sayMarkdown: "Formatted text",
  markdownTitle: "Formatted text",
  markdownHint: "In Markdown: **bold**, *slanted*, `code`, # heading, - list, > quote, [words](https://…).",
  markdownPlaceholder: "## Plan for Saturday\n\n- [the list](https://…)\n- **cake**",
  markdownLook: "How it will look",
  sayPoke: "Poke",
  sayNow: "Send",
  cardSend: "Send a contact card",
  cardFind: "Whose card",
  cardChoose: "Choose whose card it is.",
  cardShare: "Share",
  cardShareTitle: (name: string) => `Share the card of ${name}`,
  cardShared: "Shared.",
  placeSend: "Send a location",
  placeName: "Name of the place",
  placeNameHint: "As those who get it will read it.",
  placeWhere: "Where it is",
  placeWhereHint: "Coordinates such as 39.9087, 116.3975, or the link of a place on a map.",
  placeUnknown: "No place can be found in this. A link has to show the coordinates.",
  placeMissing: "Please say where it is.",

  // Cards of pages
  linkCards: "Cards of links",
  linkCardsHint:
    "When you write a link, Selkie asks its page for its title and picture, so that a card goes with your message. The page, and the site where its picture lies, learn your network address. Whoever reads the message asks nobody.",
  linkOffer: (host: string) => `Ask ${host} for its title and picture, to send them along?`,
  linkAsk: "Ask",
  linkAlways: "Always",
  linkAsking: (host: string) => `Asking ${host}…`,
  linkSaysNothing: "This page says nothing of itself.",
  linkUnreached: (host: string) => `${host} cannot be reached.`,
  linkDrop: "Without a card",

  // Kinds on which apps agreed
  pokedByMe: "You sent a poke",
  poked: (name: string) => `${name} poked you`,
  pokedHere: (name: string) => `${name} sent a poke`,
  packetTitle: "Red packet",
  packetGreeting: "Best wishes",
  packetElsewhere: "Open it in the app that it came from",

  // Laid out texts and notices
  noticeOpen: "Open the link",
  noticePicture: "Picture of the notice",
  faceShort: "[Sticker]",
  faceElsewhere: "A sticker of another app",
};
