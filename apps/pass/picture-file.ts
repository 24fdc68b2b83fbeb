import { type Card, drawPicture, PICTURE_WIDTH, pictureHeight } from "@cordon/access/pictures";

const FAMILY = "system-ui, sans-serif";

/** The same picture as the desk makes, drawn on this phone: PNG, 1080 pixels wide. @throws Error where the browser has no canvas */
export async function pictureFile(card: Card): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws nothing");
  canvas.width = PICTURE_WIDTH;
  canvas.height = pictureHeight(card, context, FAMILY);
  drawPicture(card, context, FAMILY);
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  canvas.toBlob(
    (blob) => (blob === null ? reject(new Error("the picture could not be made")) : resolve(blob)),
    "image/png",
  );
  return promise;
}

export function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Long enough for the browser to have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
