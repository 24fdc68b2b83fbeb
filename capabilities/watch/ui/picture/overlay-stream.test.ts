import { expect, it } from "vitest";
import { readLines } from "./overlay-stream.ts";

it("reads whole lines wherever the pieces end, and never half a one", async () => {
  const pieces = ['{"a"', ":1}\n", "\n", '{"b":2}\n{"c', '":3}\n{"half'];
  const stream = new ReadableStream<string>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const heard: string[] = [];
  await readLines(stream, (line) => heard.push(line));
  expect(heard).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
});

it("gives up on a line that does not end", async () => {
  let pulled = 0;
  const stream = new ReadableStream<string>({
    pull(controller) {
      pulled++;
      controller.enqueue("x".repeat(1 << 18));
    },
  });
  await readLines(stream, () => undefined);
  expect(pulled).toBeLessThan(10);
});
