import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filled, html, Kept } from "./index.ts";

describe("text in a page", () => {
  it("stays text, whatever it is, also around what fills a sentence", () => {
    const plain = html`<p>${"x"}</p>`.text.match(/</g)?.length;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(html`<p>${text}</p>`.text.match(/</g)?.length).toBe(plain);
        const sentence = filled(
          (one, other) => `${text.replaceAll("\u0000", "")}${other} ${one}`,
          html`<b>1</b>`,
          html`<b>2</b>`,
        );
        expect(sentence.text.endsWith("<b>2</b> <b>1</b>")).toBe(true);
        expect(sentence.text.match(/</g)?.length).toBe(4);
      }),
    );
  });
});

describe("answers that are kept for a moment", () => {
  it("are made once a slot of time, however many ask at once", async () => {
    const kept = new Kept<number>({ slotMs: 1000, most: 10 });
    let made = 0;
    const ask = (nowMs: number) => kept.of("a", nowMs, async () => ++made);
    expect(await Promise.all([ask(5000), ask(5400), ask(5999)])).toEqual([1, 1, 1]);
    expect(await ask(6000)).toBe(2);
    expect(await ask(5999)).toBe(3);
  });

  it("are never more than so many; those beyond are made each time, and right", async () => {
    const kept = new Kept<string>({ slotMs: 1000, most: 10 });
    for (let name = 0; name < 1000; name++)
      expect(await kept.of(String(name), 5000, async () => `answer ${name}`)).toBe(`answer ${name}`);
    expect(kept.size).toBe(10);
    let made = 0;
    await kept.of("999", 5000, async () => String(++made));
    await kept.of("999", 5000, async () => String(++made));
    await kept.of("3", 5000, async () => String(++made));
    expect(made).toBe(2);
  });

  it("that failed are tried again by the next who asks", async () => {
    const kept = new Kept<string>({ slotMs: 1000, most: 10 });
    await expect(kept.of("a", 5000, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await kept.of("a", 5001, async () => "back")).toBe("back");
  });
});
