/**
 * Puts text on the clipboard; answers whether that worked. Only a press may do it, and a promise that is made within one
 * counts to it, however long it takes to be kept.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  try {
    if (typeof text === "string") await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then(asBlob) })]);
    return true;
  } catch {
    return false;
  }
}

function asBlob(text: string): Blob {
  return new Blob([text], { type: "text/plain" });
}
