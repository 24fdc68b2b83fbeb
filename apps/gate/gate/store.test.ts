import { expect, it } from "vitest";
import { Store } from "./store.ts";

it("tells screens of what changed, once for all that changed together, and of nothing else", () => {
  using store = new Store();
  let told = 0;
  store.subscribe(() => told++);
  store.note({ full: true }, { waiting: 3 });
  expect(told).toBe(1);
  expect(store.state().waiting).toBe(3);
  const before = store.state();
  store.note({ full: true }, { waiting: 3 });
  store.show({});
  expect(told).toBe(1);
  expect(store.state()).toBe(before);
  store.show({ waiting: 0 });
  expect(told).toBe(2);
});

it("keeps what is said again as it was, so that nothing is rendered for it", () => {
  using store = new Store();
  store.show({ at: { standing: "ready" }, work: { lane: "A", direction: "in", means: "foot" } });
  const before = store.state();
  store.show({ at: { standing: "ready" }, work: { lane: "A", direction: "in", means: "foot" } });
  expect(store.state()).toBe(before);
  store.show({ work: { lane: "B", direction: "in", means: "foot" } });
  expect(store.state().at).toBe(before.at);
  expect(store.state().work?.lane).toBe("B");
});
