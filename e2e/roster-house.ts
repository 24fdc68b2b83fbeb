import { instantOf, localClock } from "@cordon/kernel";
import { z } from "zod";
import type { House } from "./house.ts";

const HOUR_MS = 3600_000;
const clock = localClock("Europe/Paris");

/** A house with a post and two patrols, and its times from the next hour on. */
export async function withRoster(house: House) {
  const begin = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const hour = (hours: number) => instantOf(begin + hours * HOUR_MS);
  const { contingent } = z.object({ contingent: z.string() }).parse(
    await house.order("command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    }),
  );
  const { place } = z.object({ place: z.string() }).parse(
    await house.order("command.draw-place", {
      ...{ reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" }, regime: null },
      shape: { type: "Point", coordinates: [2.2885, 48.8617] },
    }),
  );
  const unit = async (callSign: string) =>
    z
      .object({ unit: z.string() })
      .parse(await house.order("command.register-unit", { callSign, kind: "patrol", strength: 4, contingent })).unit;
  const [alpha, bravo] = [await unit("A-1"), await unit("B-1")];
  return { place, alpha, bravo, hour, wall: (hours: number) => clock.localOf(hour(hours)) };
}
