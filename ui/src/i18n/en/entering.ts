export const entering = {
  // The first choice
  addLine: "Another account on this or another server; all of them stay connected.",
  hereTitle: "Use on this computer",
  hereLine: "Selkie brings its own server. Others on your network can join once you let them.",
  connectTitle: "Connect to a server",
  connectLine: "One that your team, school or family runs. You need its address.",
  invitedTitle: "I have an invitation",
  invitedLine: "Paste its link, or drop the picture of its code anywhere here.",
  invitedField: "Invitation link",
  invitedPicture: "Choose a picture",
  dropInvitation: "Drop the invitation here",
  join: "Join",
  joining: "Reaching the server of the invitation…",
  joinUnreachable:
    "No address of this invitation answers. The other computer must be on and in the same network as this one, and its firewall must let others reach Selkie.",
  joinOtherServer: "Another server answers at the address of this invitation. Ask for a new one.",

  // The server on this computer
  hereStarting: "Starting the server on this computer…",
  hereStartingLine: "This takes a few seconds, once.",
  hereFailed: "The server could not start",
  advicePort: "Close the other program, or restart the computer, and try again.",
  adviceDamaged:
    "Nothing was deleted. Put a backup back if there is one, or keep a copy of the folder before you change it.",
  adviceDisk: "Free some space and try again.",
  adviceStorage: "Look whether your user may write to the folder, and try again.",
  adviceNewer: "Install the newest Selkie and try again.",
  adviceOther: "Try again. If that does not help, restart Selkie.",
  yourAccount: "Create your account",
  hereAccountLine: "An account name and a password are enough.",
  joinedLine: "You are invited to this server.",
  thisComputer: "This computer",
  selkieServer: "Selkie server",
  vouched: "Certificate vouched for by the invitation",

  // Forms
  goOn: "Continue",
  way: "Sign in or create an account",
  haveAccount: "I have an account there already",
  serverOpen: "open to everybody",
  serverInvite: "by invitation",
  serverClosed: "takes no new accounts",
  accountAny: "Account name, phone or e-mail",
  accountAnyHint: "A phone number with its country code, such as +86 13800138000",
  codeInstead: "Sign in with a code",
  codeExplain: "The server sends a code to the e-mail address or phone number of your account.",
  resetByCode: "Have a code sent instead",
  resetByRecovery: "Use the recovery code instead",
  addContact: "Add an e-mail address or a phone number",
  codeBy: "How the code is sent",
  email: "E-mail",
  phone: "Phone number",
  areaCode: "Country",
  code: "Code",
  codeSent: "If this is right, a code is on its way. It is valid for five minutes.",
  codeEarly: "A code was sent there a moment ago.",
  sendCode: "Send a code",
  sendCodeAgain: "Send again",
  sendCodeIn: (seconds: number) => `Again in ${seconds} s`,

  // Invitations
  invite: "Invite somebody",
  inviteHint: "A link and a code that fill in everything on their computer",
  inviteExplain:
    "For that, others on your network must reach the server on this computer. Their connection is encrypted, and you can end it in the settings.",
  inviteOpen: "Let others join and copy the link",
  inviteUse:
    "They paste this link on the first screen of their Selkie, or drop a picture of the code there. When they write to you, the conversation opens here.",
  inviteFirewall: (port: number) =>
    `If nobody gets through, let connections to port ${port} (TCP) through the firewall of this computer.`,
  inviteQr: "Invitation as a QR code",
  inviteCopied: "The link was copied.",

  // Shortcuts
  shortcuts: "Keyboard shortcuts",
  keysEverywhere: "Everywhere",
  keySettings: "Open or close the settings",
  keyShortcuts: "Show the shortcuts",
  keyAccount: "Go to an account",
  keyQuit: "Quit Selkie",
  keyBack: "Back, or close what is open",

  // Closing
  closingTitle: "Keep Selkie running?",
  closingTray: "It goes on receiving messages in the background. Its icon in the panel opens the window again.",
  closingBare:
    "It goes on receiving messages in the background. This system shows no icons of programs in a panel, so the window is only minimized.",
  closingServer: "The server on this computer runs only as long as Selkie does.",
  closingLater: "You can change this in the settings.",

  // Rail
  railStopped: "signed out",
  railOffline: "no connection",
  help: "Ask the assistant",
};
