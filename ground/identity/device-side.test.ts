import { ContingentId, DeviceId, type Principal, Role } from "@cordon/kernel";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import {
  type Device,
  type DeviceDoors,
  enrol,
  type EnrolmentSteps,
  fetchAsDevice,
  lookAtCode,
  signIn,
  whoIsSignedIn,
} from "./device-side.ts";
import { type Caller, ORIGIN, type TestHouse, testHouse } from "./testing/house.ts";

interface Refused {
  readonly reason: string;
}
type Answer<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly problem: Refused };

const Begun = z.object({ device: DeviceId, label: z.string(), challenge: z.string() });
const Challenged = z.object({ challenge: z.string() });
const SignedIn = z.object({
  signedIn: z.literal(true),
  id: z.string(),
  name: z.string().nullable(),
  roles: z.array(Role),
  rehearsal: z.boolean(),
});
const Whoami = z.discriminatedUnion("signedIn", [z.object({ signedIn: z.literal(false) }), SignedIn]);
const OPERATOR: Partial<Principal> = { roles: ["operator"] };

beforeEach(() => {
  // Where the page of a device lies, which it signs along.
  vi.stubGlobal("location", { origin: ORIGIN });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The doors of a real house as a page sees them; `losing` drops the answer to one operation after it was done. */
class HouseDoors implements DeviceDoors<Refused> {
  readonly #caller: Caller;
  losing: string | null = null;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  ask(name: "identity.begin-device-sign-in", input: object): Promise<Answer<z.infer<typeof Challenged>>>;
  ask(name: "identity.whoami", input: object, signal: AbortSignal): Promise<Answer<z.infer<typeof Whoami>>>;
  async ask(name: string, input: object, signal?: AbortSignal): Promise<Answer<unknown>> {
    signal?.throwIfAborted();
    return this.#through(name, input, name === "identity.whoami" ? Whoami : Challenged);
  }

  order(name: "identity.begin-enrolment", input: object): Promise<Answer<z.infer<typeof Begun>>>;
  order(name: "identity.enrol-device" | "identity.sign-in-device", input: object): Promise<Answer<unknown>>;
  order(name: string, input: object): Promise<Answer<unknown>> {
    return this.#through(name, input, name === "identity.begin-enrolment" ? Begun : z.unknown());
  }

  async #through(name: string, input: object, output: z.ZodType): Promise<Answer<unknown>> {
    let said: unknown;
    try {
      said = await this.#caller.call(name, input);
    } catch {
      const { refused } = await this.#caller.refusal(name, input);
      return { ok: false, problem: { reason: refused } };
    }
    if (this.losing === name) return { ok: false, problem: { reason: "offline" } };
    return { ok: true, output: output.parse(said) };
  }
}

async function offered(cordon: TestHouse): Promise<string> {
  const unit = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";
  const contingent = ContingentId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTW1");
  const asked = { kind: "field", unit, contingent, label: "Patrol 12" };
  return z.object({ code: z.string() }).parse(await cordon.callAs(OPERATOR, "identity.offer-enrolment", asked)).code;
}

/** What a page keeps of a device that is being enrolled, and what it was told, in order. */
function keeping() {
  const seen = { told: [] as string[], device: null as Device | null };
  const steps: EnrolmentSteps<Refused> = {
    trying: async (device) => {
      seen.told.push("trying");
      seen.device = device;
    },
    refused: async ({ reason }) => {
      seen.told.push(`refused: ${reason}`);
    },
    enrolled: async (device) => {
      seen.told.push("enrolled");
      seen.device = device;
    },
  };
  return { seen, steps };
}

async function look(doors: HouseDoors, code: string) {
  const looked = await lookAtCode(doors, code);
  if (!looked.ok) throw new Error(looked.problem.reason);
  return looked.offer;
}

describe("a browser that becomes a device", () => {
  it("keeps its key before it sends it, and is signed in as that device", async () => {
    await using cordon = await testHouse();
    const doors = new HouseDoors(cordon.caller());
    const offer = await look(doors, await offered(cordon));
    expect(offer.label).toBe("Patrol 12");
    const { seen, steps } = keeping();
    expect(await enrol(doors, offer, steps)).toEqual({ ok: true });
    expect(seen.told).toEqual(["trying", "enrolled"]);
    expect(seen.device).toMatchObject({ id: offer.device, label: "Patrol 12", enrolled: true });
    expect(seen.device?.pair.privateKey.extractable).toBe(false);
    const who = await whoIsSignedIn(doors, new AbortController().signal);
    expect(who).toMatchObject({ id: offer.device, roles: ["field-device"], name: "Patrol 12" });
  });

  it("asks anew for a challenge that has become old, and is told when the code was used meanwhile", async () => {
    await using cordon = await testHouse();
    const code = await offered(cordon);
    const offer = await look(new HouseDoors(cordon.caller()), code);
    const aged = { ...offer, askedMs: offer.askedMs - 61_000, challenge: "too old to be signed" };
    expect(await enrol(new HouseDoors(cordon.caller()), aged, keeping().steps)).toEqual({ ok: true });
    const late = keeping();
    const refused = await enrol(new HouseDoors(cordon.caller()), offer, late.steps);
    expect(refused).toMatchObject({ ok: false, problem: { reason: "not-permitted" } });
    expect(late.seen.told).toEqual(["trying", "refused: not-permitted"]);
  });

  it("learns by signing in that it was enrolled when the answer to that was lost", async () => {
    await using cordon = await testHouse();
    const doors = new HouseDoors(cordon.caller());
    doors.losing = "identity.enrol-device";
    const { seen, steps } = keeping();
    const offer = await look(doors, await offered(cordon));
    expect(await enrol(doors, offer, steps)).toMatchObject({ ok: false, problem: { reason: "offline" } });
    if (seen.device === null) throw new Error("the key was not kept");
    const again = new HouseDoors(cordon.caller());
    const heard: Device[] = [];
    const hear = async (device: Device) => void heard.push(device);
    expect(await signIn(again, seen.device, hear)).toEqual({ ok: true });
    expect(heard).toEqual([{ ...seen.device, enrolled: true }]);
    expect(await signIn(again, { ...seen.device, enrolled: true }, hear)).toEqual({ ok: true });
    expect(heard).toHaveLength(1);
  });

  it("is nobody to a server that it cannot ask in time", async () => {
    await using cordon = await testHouse();
    const doors = new HouseDoors(cordon.caller());
    expect(await whoIsSignedIn(doors, new AbortController().signal)).toBeNull();
    expect(await enrol(doors, await look(doors, await offered(cordon)), keeping().steps)).toEqual({ ok: true });
    expect(await whoIsSignedIn(doors, new AbortController().signal)).not.toBeNull();
    expect(await whoIsSignedIn(doors, AbortSignal.abort())).toBeNull();
  });
});

describe("what is asked as a device", () => {
  /** A server that wants a session, and what was asked of it. */
  function server(session: { open: boolean }) {
    const asked: number[] = [];
    const fetch = async () => {
      const status = session.open ? 200 : 401;
      asked.push(status);
      return new Response(null, { status });
    };
    return { asked, fetch };
  }

  it("is asked once more after signing in, where the session was over", async () => {
    const session = { open: false };
    const { asked, fetch } = server(session);
    const asDevice = fetchAsDevice<Refused>({
      fetch,
      signIn: async () => {
        session.open = true;
        return { ok: true };
      },
      onRefused: () => expect.unreachable(),
    });
    expect((await asDevice("/api")).status).toBe(200);
    expect((await asDevice("/api")).status).toBe(200);
    expect(asked).toEqual([401, 200, 200]);
  });

  it("is refused where the server knows the device no more, and only then is that told", async () => {
    const told: string[] = [];
    for (const reason of ["offline", "not-permitted", "not-signed-in", "unavailable"]) {
      const { fetch } = server({ open: false });
      const asDevice = fetchAsDevice<Refused>({
        fetch,
        signIn: async () => ({ ok: false, problem: { reason } }),
        onRefused: (problem) => told.push(problem.reason),
      });
      expect((await asDevice("/api")).status).toBe(401);
    }
    expect(told).toEqual(["not-permitted", "not-signed-in"]);
  });

  it("goes through as it is from a browser that is no device", async () => {
    const { asked, fetch } = server({ open: false });
    const asDevice = fetchAsDevice<Refused>({ fetch, signIn: () => null, onRefused: () => expect.unreachable() });
    expect((await asDevice("/api")).status).toBe(401);
    expect(asked).toEqual([401]);
  });
});
