import { Button, Stack } from "@mantine/core";
import { browserSupportsWebAuthn, startRegistration } from "@simplewebauthn/browser";
import { type Problem, ProblemLine } from "@cordon/ui";
import { useState } from "react";
import { useLocation } from "wouter";
import { z } from "zod";
import classes from "../console.module.css";
import type { Hello } from "../server/hello.ts";
import { useOrder } from "../server/doors.ts";
import { Alone } from "../shell/Alone.tsx";
import { chooseWho } from "../server/who.ts";
import { useConsoleWords } from "../words.ts";

const Options = z.custom<Parameters<typeof startRegistration>[0]["optionsJSON"]>(
  (value) => z.object({ challenge: z.string() }).safeParse(value).success,
);

/** Where an invitation's link leads: the person makes a passkey and is signed in. The secret stays behind the `#`. */
export function InvitationPage({ hello }: { readonly hello: Hello }) {
  const words = useConsoleWords();
  const [, go] = useLocation();
  const [invitation] = useState(() => location.hash.slice(1));
  const beginning = useOrder("identity.begin-passkey");
  const adding = useOrder("identity.add-passkey", ["identity.whoami"]);
  const [said, setSaid] = useState<string | null>(null);
  const problem: Problem | null = beginning.problem ?? adding.problem;

  const make = async () => {
    setSaid(null);
    const begun = await beginning.send({ invitation });
    if (!begun.ok) return;
    try {
      const optionsJSON = Options.parse(begun.output.options);
      const { id, rawId, response } = await startRegistration({ optionsJSON });
      const { clientDataJSON, attestationObject, transports } = response;
      const added = await adding.send({
        invitation,
        response: {
          id,
          rawId,
          type: "public-key",
          response: { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports }) },
        },
      });
      if (!added.ok) return;
      chooseWho(true);
      go("/", { replace: true });
    } catch (error) {
      setSaid(
        error instanceof Error && error.name === "NotAllowedError" ? words.signIn.cancelled : words.signIn.failed,
      );
    }
  };

  return (
    <Alone hello={hello}>
      <Stack gap="sm">
        <h1 className={classes.aloneTitle}>{words.invitation.title}</h1>
        <p className={classes.aloneText}>
          {invitation === ""
            ? words.invitation.broken
            : browserSupportsWebAuthn()
              ? words.invitation.intro
              : words.signIn.unsupported}
        </p>
        <Button
          size="sm"
          disabled={invitation === "" || !browserSupportsWebAuthn()}
          loading={beginning.busy || adding.busy}
          onClick={() => void make()}
        >
          {words.invitation.make}
        </Button>
        {said !== null && (
          <p role="alert" className={classes.aloneText}>
            {said}
          </p>
        )}
        <ProblemLine problem={problem} />
      </Stack>
    </Alone>
  );
}
