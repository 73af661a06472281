export const switcher = {
  switcher: "Go to a conversation",
  switcherHint: "Name of a person or group",
  switcherEmpty: "Nobody is here yet. Find people in the list on the left.",
  switcherNothing: (query: string) => `Nobody here is called “${query}”.`,
  keySwitcher: "Go to a person or group by name",
  group: "Group",
};
