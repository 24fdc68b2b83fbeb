/** What Vite makes of an import that is no script: style sheets, CSS modules and addresses of bundled files. */
/// <reference types="vite/client" />

/** An icon's own file also tells its outline, which the map draws on a canvas. */
declare module "@tabler/icons-react/dist/esm/icons/*" {
  import type { Icon } from "@tabler/icons-react";
  export const __iconNode: readonly (readonly [element: string, attributes: Readonly<Record<string, string>>])[];
  const component: Icon;
  export default component;
}
