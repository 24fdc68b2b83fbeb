import { z } from "zod";

/*
 * The JSON schemas of the certificate, versions 1.0.0 to 1.3.0 (github.com/ehn-dcc-development/ehn-dcc-schema), as far as they decide in the test
 * data: members, lengths and patterns, and countries by ISO 3166; not the value sets of vaccines and tests, which are lists kept elsewhere.
 */

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const country = z
  .string()
  .regex(/^[A-Z]{0,10}$/)
  .refine((code) => code.length !== 2 || regions.of(code) !== undefined, "no country has this code");
/** In characters, as JSON Schema counts. */
const text = (max: number) => z.string().refine((value) => Array.from(value).length <= max, `longer than ${max}`);
/** Formats are annotations to the schemas: many issuers write a moment where a day is meant. */
const date = z.string().regex(/^\d{4}-\d\d-\d\d(T.*)?$/);
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/)
  .refine((at) => !Number.isNaN(Date.parse(at.replace(/([+-]\d\d)$/, "$1:00"))), "no moment");

const common = { tg: text(50), co: country, is: text(80), ci: text(80) };
const vaccination = z.object({
  ...common,
  vp: text(50),
  mp: text(50),
  ma: text(50),
  dn: z.int().min(1).max(9),
  sd: z.int().min(0).max(9),
  dt: date,
});
const test = z.object({
  ...common,
  tt: text(50),
  nm: text(80).optional(),
  ma: text(50).optional(),
  sc: moment,
  dr: moment.optional(),
  tr: text(50),
  tc: text(80).optional(),
});
const recovery = z.object({ ...common, fr: date, df: date, du: date });

const transliterated = z
  .string()
  .regex(/^[A-Z<]*$/)
  .max(80);
const name = z
  .object({ fn: text(80).optional(), fnt: transliterated, gn: text(80).nullish(), gnt: transliterated.nullish() })
  .refine(({ gn, gnt }) => !gn || gnt !== "", "a given name without its transliteration");

const certificate = z
  .object({
    ver: z.string().regex(/^\d+\.\d+\.\d+$/),
    nam: name,
    // A day or month of birth need not be known.
    dob: z.string().regex(/^((19|20)\d\d(-\d\d){0,2}(T00:00:00)?)?$/),
    v: z.array(vaccination).min(1).nullish(),
    t: z.array(test).min(1).nullish(),
    r: z.array(recovery).min(1).nullish(),
  })
  .refine(({ v, t, r }) => [v, t, r].filter((entries) => entries != null).length === 1, "entries of one kind");

export function schemaFaults(value: unknown): readonly string[] {
  const result = certificate.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
