import { PAGE_STYLE } from "../../page/style.ts";

export const STYLE = `${PAGE_STYLE}
.state{font-weight:600}.in-force{color:var(--good)}.expired,.withdrawn{color:var(--over)}
svg{display:block;width:100%;max-width:20rem;height:auto;border:1px solid var(--line);border-radius:.25rem;background:var(--ground)}
svg path{fill:var(--accent);fill-opacity:.18;stroke:var(--accent);stroke-width:1.5}
svg line{stroke:var(--text);stroke-width:2}svg text{fill:var(--text);font-size:11px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{overflow-wrap:normal;min-width:5.5rem;text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid var(--line)}
`;
