import type { DeviceId } from "@cordon/kernel";
import type { Problem } from "@cordon/ui";
import type { ReactNode } from "react";

/** An enrolment offered: a link that is good once, and for whom it is. */
export interface Offered {
  readonly device: DeviceId;
  readonly link: string;
  readonly until: string;
}

/** What the console does about devices: who they are is not this room's to say. */
export interface GateDevices {
  readonly mayArrange: boolean;
  /** @param site where a node stands in for the centre, the link leads to it */
  readonly offer: (label: string, site: string) => Promise<Offered | Problem>;
  readonly revoke: (device: DeviceId, because: string) => Promise<Problem | null>;
  /** Shows a link that is good once. */
  readonly link: (props: {
    readonly link: string;
    readonly qr: string;
    readonly said: string;
    readonly onAnother: () => void;
  }) => ReactNode;
}
