/** Words for links and codes that lead to people and groups, and for what people have in common. */
export const meeting = {
  linkTake: "A link or the picture of a QR code can be pasted or dropped here too.",
  linkPicture: "Choose a picture",
  groupCode: "Link and QR code",
  groupCodeOpen: "QR code",
  groupCodeQr: "QR code of the group",
  groupCodeDirect: "Whoever scans it or opens the link in Selkie can come in.",
  groupCodeAsking: "Whoever scans it or opens the link in Selkie can ask to come in.",
  groupElsewhere: (server: string) => `This group is on another server, ${server}, on which you have no account.`,
  groupMadeAsked: (names: string) => `The group is made. Asked first whether they want to be in it: ${names}.`,
  groupInvitedApproval: (names: string, n: number) =>
    `${names} ${n === 1 ? "waits" : "wait"} for the owner or an admin to let them in.`,
  groupInvitedConsent: (names: string) => `Asked first whether they want to be in it: ${names}.`,
  commonGroups: (n: number) => `Groups in common (${n.toLocaleString("en")})`,
  commonAll: "Show all",
  keptApart: "In your common groups members do not ask one another to be friends.",
};
