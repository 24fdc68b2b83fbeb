import { expect, it } from "vitest";
import { readValues } from "./values.ts";

it.each([
  ["5 10 20", [5, 10, 20]],
  [" 0.5;1, 2 ", [0.5, 1, 2]],
  ["7 7", [7]],
  ["", null],
  ["5 ten", null],
  ["1e3", null],
  [Array.from({ length: 21 }, (_, at) => at).join(" "), null],
])("%j is %j", (text, values) => {
  expect(readValues(text)).toEqual(values);
});
