import { fileURLToPath } from "node:url";
import { GlobalFonts } from "@napi-rs/canvas";

/** Inter, as on every screen of Cordon, by the alphabets that names are written in: a server need have no fonts of its own. */
const ALPHABETS = ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"] as const;

const families = ALPHABETS.map((alphabet) => {
  const file = fileURLToPath(
    import.meta.resolve(`@fontsource-variable/inter/files/inter-${alphabet}-wght-normal.woff2`),
  );
  const name = `Cordon ${alphabet}`;
  if (GlobalFonts.registerFromPath(file, name) === null) throw new Error(`no font in ${file}`);
  return `"${name}"`;
});

/** CSS font family for pictures made on the server. */
export const FONT_FAMILY = families.join(", ");
