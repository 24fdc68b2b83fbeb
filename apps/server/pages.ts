import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built web applications, where they are built: a server without them still has its doors, for tests and for edges. */
export function pages(): readonly { readonly path: string; readonly folder: string }[] {
  const built = [
    { path: "/gate/", folder: fileURLToPath(new URL("../gate/dist/", import.meta.url)) },
    { path: "/pass/", folder: fileURLToPath(new URL("../pass/dist/", import.meta.url)) },
    { path: "/field/", folder: fileURLToPath(new URL("../field/dist/", import.meta.url)) },
    { path: "/", folder: fileURLToPath(new URL("../console/dist/", import.meta.url)) },
  ];
  return built.filter(({ folder }) => existsSync(`${folder}index.html`));
}
