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

/** The same with a picture, as PNG. */
export async function copyPicture(picture: Promise<ArrayBuffer>): Promise<void> {
  const blob = picture.then((bytes) => new Blob([bytes], { type: "image/png" }));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}

function asBlob(text: string): Blob {
  return new Blob([text], { type: "text/plain" });
}
