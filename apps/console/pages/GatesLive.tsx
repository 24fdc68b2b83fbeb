import { type GateDevices, GatesPage } from "@cordon/access/ui";
import type { PlaceId } from "@cordon/kernel";
import { useMemo } from "react";
import { useClient } from "../server/doors.ts";
import { mayAny, useHouse } from "../server/house.tsx";
import { OneTimeLink } from "./OneTimeLink.tsx";

const showLink: GateDevices["link"] = (link) => <OneTimeLink {...link} />;

/** The gates as they work, with what the house knows of their devices: who they are is enrolled and revoked here. */
export function GatesLive(props: { readonly onShow: (place: PlaceId) => void; readonly onClose: () => void }) {
  const { me } = useHouse();
  const client = useClient();
  const devices = useMemo(
    (): GateDevices => ({
      mayArrange: mayAny(me, ["operator", "supervisor", "admin"]),
      offer: async (label, site) => {
        const answer = await client.order("identity.offer-enrolment", {
          kind: "gate",
          label,
          unit: null,
          contingent: null,
          site,
        });
        return answer.ok ? answer.output : answer.problem;
      },
      revoke: async (device, because) => {
        const answer = await client.order("identity.revoke-device", { device, because });
        return answer.ok ? null : answer.problem;
      },
      link: showLink,
    }),
    [me, client],
  );
  return <GatesPage devices={devices} onShow={props.onShow} onClose={props.onClose} />;
}
