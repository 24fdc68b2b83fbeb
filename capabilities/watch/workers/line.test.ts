import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Line } from "./line.ts";

it("does one after the other, tells of what fails and goes on", async () => {
  const [said, failures]: [string[], unknown[]] = [[], []];
  const line = new Line((error) => failures.push(error));
  line.add(async () => {
    said.push("a begins");
    await sleep(20);
    said.push("a ends");
  });
  line.add(() => Promise.reject(new Error("b")));
  line.add(async () => {
    said.push("c");
    line.add(async () => void said.push("d, added by c"));
  });
  const answer = line.run(async () => said.length);
  await expect(line.run(() => Promise.reject(new Error("e")))).rejects.toThrow("e");
  await line[Symbol.asyncDispose]();
  expect(said).toEqual(["a begins", "a ends", "c", "d, added by c"]);
  expect(await answer).toBe(3);
  expect(failures).toMatchObject([{ message: "b" }, { message: "e" }]);
});

it("reviews once what was asked for often, and once more what was asked for meanwhile", async () => {
  const line = new Line(() => {});
  let reviews = 0;
  let meanwhile = false;
  const review = line.review(async () => {
    reviews++;
    await sleep(5);
    if (!meanwhile) {
      meanwhile = true;
      review();
      review();
    }
    if (reviews === 1) throw new Error("it failed: that is no reason not to look again");
  });
  review();
  review();
  expect(reviews).toBe(0);
  await line[Symbol.asyncDispose]();
  expect(reviews).toBe(2);
  review();
  await line[Symbol.asyncDispose]();
  expect(reviews).toBe(3);
});
