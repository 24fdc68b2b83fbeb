/** Colours of the public pages by day and by night; each text meets 4.5:1 on each ground it stands on (WCAG 2.2, 1.4.3). */
export const COLOURS = {
  day: {
    ground: "#f3f4f5",
    panel: "#ffffff",
    line: "#c3c9ce",
    text: "#16191c",
    dimmed: "#4c555e",
    accent: "#463ab0",
    good: "#0b5d3b",
    over: "#7a3b00",
  },
  night: {
    ground: "#0e1012",
    panel: "#171a1d",
    line: "#3a4249",
    text: "#dde1e5",
    dimmed: "#a7b0b8",
    accent: "#b3adf7",
    good: "#7fd1a8",
    over: "#e9a426",
  },
} as const;

const variables = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

/** What every public page looks like; a page adds its own rules after these. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${variables(COLOURS.day)}}
@media (prefers-color-scheme:dark){:root{${variables(COLOURS.night)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:56rem;margin:0 auto;padding:1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;justify-content:space-between}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .75rem}
h3{font-size:1.05rem;margin:0}
h4{font-size:1rem;margin:1rem 0 .25rem}
a{color:var(--accent)}
a,summary{display:inline-block;padding:.25rem 0;min-height:1.5rem}
article{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:0 0 1rem}
.dimmed,dt,th,footer{color:var(--dimmed)}
dl{display:grid;grid-template-columns:1fr;gap:.1rem 1rem;margin:.75rem 0}
dd{margin:0 0 .5rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (min-width:40rem){dl{grid-template-columns:11rem 1fr}}
@media print{body{background:none}article{break-inside:avoid}}
`;
