import { PAGE_STYLE } from "@cordon/ground";

/** After so long an open page says that it is old; a reader without scripts is told by a style alone. */
const OLD_AFTER_SECONDS = 120;

/** Read in sun and rain, with one thumb: large figures, targets of 44 px. A state is a word and a shape; its colour only repeats it. */
export const STYLE = `${PAGE_STYLE}
main{padding-top:0}
h2{margin:1.75rem 0 .5rem;line-height:1.3}
h2 small{font-weight:400;font-size:.875rem;color:var(--dimmed);margin-left:.25rem}
nav{margin:.75rem 0}
nav p{margin:0 0 .25rem;font-size:.875rem;color:var(--dimmed)}
nav ul,ul.gates{list-style:none;margin:0;padding:0}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem}
nav li a{display:flex;align-items:center;min-height:2.75rem;padding:.25rem .85rem;border:1px solid var(--line);border-radius:.5rem;background:var(--panel);text-decoration:none}
nav li a[aria-current]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);font-weight:600;color:var(--text)}
nav.start ul{display:grid;grid-template-columns:1fr;gap:.75rem}
nav.start li a{display:block;height:100%;min-height:3.5rem;padding:.75rem 1rem}
nav.start strong{display:block;font-size:1.15rem}
nav.start span{color:var(--dimmed)}
details{margin:.75rem 0}
summary{display:inline-flex;align-items:center;min-height:2.75rem;padding:.25rem .85rem;border:1px solid var(--line);border-radius:.5rem;background:var(--panel);color:var(--accent);cursor:pointer}
summary::after{content:"\\25BE";margin-left:.6rem}
details[open] summary::after{content:"\\25B4"}
.bring{margin:0 0 .75rem}
ul.gates{display:grid;grid-template-columns:1fr;gap:.75rem}
article{margin:0;height:100%;display:grid;grid-template-columns:1fr auto;gap:.25rem 1rem;align-content:start}
article h3{line-height:1.3}
article h3 span{display:block;font-weight:400}
article>p{margin:0;grid-column:1/-1}
article>.wait{grid-column:2;grid-row:1;text-align:right;line-height:1.2}
.wait b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
.wait small{display:block;font-size:.8125rem;color:var(--dimmed)}
.wait .unknown{font-size:1rem;font-weight:400;color:var(--dimmed)}
.wait.old b{font-weight:400;color:var(--dimmed)}
.wait.old small:last-child{color:var(--over);font-weight:600}
article>.state{font-weight:600}
.state::before{display:inline-block;width:1.25em}
.state.is-open{color:var(--good)}.state.is-open::before{content:"\\25CF"}
.state.shut{color:var(--over)}.state.shut::before{content:"\\25B2"}
.best{border:2px solid var(--good)}
.badge{display:inline-block;border:1px solid var(--good);color:var(--good);border-radius:1rem;padding:0 .6rem;font-size:.8125rem;font-weight:600}
.notice{border:1px solid var(--over);border-radius:.5rem;padding:.75rem 1rem;background:var(--panel)}
.notice h2{margin:0 0 .25rem}.notice p{margin:0}
.actions a{display:inline-flex;align-items:center;min-height:2.75rem}
.open-long{height:0;overflow:hidden;visibility:hidden;margin:0;padding:0 1rem;font-weight:600;color:var(--over);animation:grow-old 1ms ${OLD_AFTER_SECONDS}s forwards}
@keyframes grow-old{to{height:auto;visibility:visible;padding:.5rem 0}}
@media (min-width:40rem){nav.start ul,ul.gates{grid-template-columns:1fr 1fr}}
@media print{.open-long{display:none}}
`;
