// A moment that is seldom black, as far as a film lasts so long.
const AT_SECONDS = 1;
const SIDE = 1280;
const PATIENCE_MS = 10_000;

/**
 * A picture of a video, as JPEG, taken by the page: nothing else in the app unpacks films. Null: this web view cannot
 * either.
 */
export function posterOf(file: File): Promise<Uint8Array | null> {
  const film = document.createElement("video");
  const url = URL.createObjectURL(file);
  film.muted = true;
  film.preload = "auto";
  const found = new Promise<Uint8Array | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE_MS);
    const end = (picture: Uint8Array | null): void => {
      clearTimeout(timer);
      resolve(picture);
    };
    film.onerror = () => end(null);
    film.onloadeddata = () => {
      film.currentTime = Math.min(AT_SECONDS, (Number.isFinite(film.duration) ? film.duration : 0) / 2);
    };
    film.onseeked = () => void drawn(film).then(end, () => end(null));
    film.src = url;
  });
  return found.finally(() => {
    film.removeAttribute("src");
    film.load();
    URL.revokeObjectURL(url);
  });
}

async function drawn(film: HTMLVideoElement): Promise<Uint8Array | null> {
  const { videoWidth: width, videoHeight: height } = film;
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(film, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}
