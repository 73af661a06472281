/** Whether there is a link to Selkie in what somebody wrote or pasted. */
export function isLink(text: string): boolean {
  return /\bselkie:\/\//iu.test(text);
}
