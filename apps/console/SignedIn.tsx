import { TimeMachineProvider } from "@cordon/command/ui/moments";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Room } from "./room/Room.tsx";
import type { Hello } from "./server/hello.ts";
import { type House, HouseProvider, type Me } from "./server/house.tsx";
import { LiveRoom } from "./server/live.ts";
import { Witness } from "./server/Witness.ts";

export interface SignedInProps {
  readonly hello: Hello;
  readonly me: Me;
  readonly answers: QueryClient;
  readonly onStale: () => void;
  readonly onSignOut: () => void;
}

/** Opens the live link and the journal's witness for as long as somebody is signed in. */
export function SignedIn({ hello, me, answers, onStale, onSignOut }: SignedInProps) {
  const [open, setOpen] = useState<{ readonly live: LiveRoom; readonly witness: Witness } | null>(null);
  useEffect(() => {
    const opened = new DisposableStack();
    const witness = opened.use(new Witness());
    void witness.check().then(() => {
      if (opened.disposed) return;
      const witnessed = witness.witnessed();
      const live = opened.use(
        new LiveRoom(answers, hello.contract, witnessed.state === "checked" ? witnessed.checkpoint.size : null),
      );
      opened.defer(
        live.subscribe(() => {
          const { link } = live.status();
          if (link.state !== "ended") return;
          if (link.error === "stale-client") onStale();
          else void answers.invalidateQueries({ queryKey: ["identity.whoami"] });
        }),
      );
      setOpen({ live, witness });
    });
    return () => opened.dispose();
  }, [answers, hello.contract, me.id, onStale]);

  const house = useMemo(
    (): House | null => (open === null ? null : { hello, me, ...open, signOut: onSignOut }),
    [open, hello, me, onSignOut],
  );
  if (house === null) return null;
  return (
    <HouseProvider value={house}>
      <TimeMachineProvider timeZone={hello.timeZone} nowMs={house.live.nowMs}>
        <Room />
      </TimeMachineProvider>
    </HouseProvider>
  );
}
