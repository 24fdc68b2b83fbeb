import { z } from "zod";
import type { AnyOperation } from "../operation.ts";
import { escapeHtml } from "./markup.ts";
import { pathOf } from "./openapi.ts";
import { PROBLEMS } from "./problem.ts";

const STYLE = `
:root{color-scheme:light dark;--ground:light-dark(#f4f5f6,#15181c);--panel:light-dark(#fff,#1c2026);--ink:light-dark(#1b1f24,#d5d9de);
--quiet:light-dark(#555c66,#9aa3ad);--line:light-dark(#d9dde2,#2c323a);--accent:light-dark(#0b5cad,#7ab8f5)}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:auto;padding:1.5rem}a{color:var(--accent)}h1{font-size:1.5rem}h2{margin-top:2.5rem;font-size:1.1rem}
details{background:var(--panel);border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.5rem .8rem}
summary{cursor:pointer;overflow-wrap:anywhere}code,pre{font:13px/1.5 ui-monospace,monospace}pre{overflow:auto;max-height:24rem;padding:.6rem;
border:1px solid var(--line);border-radius:4px}.verb{display:inline-block;min-width:3rem;font-weight:600}.quiet{color:var(--quiet)}
td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}`;

/** The readable page of the API: no script, no cookie, works without the console. */
export function apiPage(operations: readonly AnyOperation[], version: string): string {
  const groups = Map.groupBy(
    operations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    (operation) => operation.name.slice(0, operation.name.indexOf(".")),
  );
  const sections = [...groups].map(
    ([name, members]) => `<h2 id="${escapeHtml(name)}">${escapeHtml(name)}</h2>${members.map(operationHtml).join("")}`,
  );
  const problems = Object.entries(PROBLEMS).map(
    ([type, { status, title }]) =>
      `<tr id="${type}"><td><code>${type}</code></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Cordon API</title><style>${STYLE}</style></head><body><main><h1>Cordon API</h1>
<p>Version ${escapeHtml(version)}. The same as <a href="/api/openapi.json">OpenAPI 3.1</a>. Queries are <code>GET</code> with the input as JSON in
<code>?input=</code>; commands are <code>POST</code> with a JSON body. A refusal is an RFC 9457 problem and changes nothing. Each is also a command line:
<code>npx cordon command list-signals --server http://127.0.0.1:7300</code>.</p>
${sections.join("")}<h2 id="problems">Problems</h2><table><tbody>${problems.join("")}</tbody></table></main></body></html>`;
}

function operationHtml(operation: AnyOperation): string {
  const roles = operation.allow.anyone ? "anyone" : operation.allow.roles.join(", ");
  return `<details id="${escapeHtml(operation.name)}"><summary><span class="verb">${operation.effect === "query" ? "GET" : "POST"}</span>
<code>${escapeHtml(pathOf(operation.name))}</code><br>${escapeHtml(operation.summary)}</summary>
<p class="quiet">Who may call: ${escapeHtml(roles)}</p><p>Input</p><pre>${schemaHtml(operation.input, "input")}</pre>
<p>Output</p><pre>${schemaHtml(operation.output, "output")}</pre></details>`;
}

function schemaHtml(schema: z.ZodType, io: "input" | "output"): string {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any" });
  return escapeHtml(JSON.stringify(rest, null, 2));
}
