import { Button, Stack } from "@mantine/core";
import { browserSupportsWebAuthn, startAuthentication } from "@simplewebauthn/browser";
import { Answered, Loading, ProblemLine, type Problem } from "@cordon/ui";
import type { QueryClient } from "@tanstack/react-query";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { z } from "zod";
import classes from "../console.module.css";
import type { Hello } from "../server/hello.ts";
import type { Me } from "../server/house.tsx";
import { useAnswer, useClient, useOrder } from "../server/doors.ts";
import { Alone } from "../shell/Alone.tsx";
import { chooseWho, hasChosenWho } from "../server/who.ts";
import { useConsoleWords } from "../words.ts";

export interface SignInPageProps {
  readonly hello: Hello;
  readonly answers: QueryClient;
  /** Counts how often the server said that the session is over. */
  readonly signedOut: number;
  readonly onStale: () => void;
  readonly inside: ComponentType<{
    readonly hello: Hello;
    readonly me: Me;
    readonly answers: QueryClient;
    readonly onStale: () => void;
    readonly onSignOut: () => void;
  }>;
}

/** Who is there? Shows the room to whoever has a session, and the ways to get one to everybody else. */
export function SignInPage({ hello, answers, signedOut, onStale, inside: Inside }: SignInPageProps) {
  const answer = useAnswer("identity.whoami", {});
  const leaving = useOrder("identity.sign-out", ["identity.whoami"]);
  const retry = answer.state === "loading" ? null : answer.retry;
  const asked = useRef(signedOut);
  useEffect(() => {
    if (asked.current === signedOut) return;
    asked.current = signedOut;
    retry?.();
  }, [signedOut, retry]);

  if (answer.state === "shown" && answer.data.signedIn) {
    const signOut = async () => {
      chooseWho(true);
      await leaving.send({});
      answers.clear();
    };
    return (
      <Inside hello={hello} me={answer.data} answers={answers} onStale={onStale} onSignOut={() => void signOut()} />
    );
  }
  return (
    <Alone hello={hello}>
      <Answered of={answer}>
        {(who) => (who.signedIn ? null : <Ways rehearsalOffered={who.rehearsalOffered} />)}
      </Answered>
    </Alone>
  );
}

const Options = z.custom<Parameters<typeof startAuthentication>[0]["optionsJSON"]>(
  (value) => z.object({ challenge: z.string() }).safeParse(value).success,
);

function Ways({ rehearsalOffered }: { readonly rehearsalOffered: boolean }) {
  const words = useConsoleWords().signIn;
  const client = useClient();
  const rehearsal = useOrder("identity.sign-in-rehearsal", ["identity.whoami"]);
  const passkey = useOrder("identity.sign-in", ["identity.whoami"]);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Decided once: signing in by a passkey must not be overtaken by what happens by itself.
  const [automatic] = useState(() => rehearsalOffered && !hasChosenWho());
  const started = useRef(false);
  const { send: signInAsRehearsal } = rehearsal;
  useEffect(() => {
    if (!automatic || started.current) return;
    started.current = true;
    void signInAsRehearsal({});
  }, [automatic, signInAsRehearsal]);

  const signIn = async () => {
    setSaid(null);
    setProblem(null);
    const begun = await client.ask("identity.begin-sign-in", {});
    if (!begun.ok) return setProblem(begun.problem);
    try {
      const optionsJSON = Options.parse(begun.output.options);
      const { id, rawId, response } = await startAuthentication({ optionsJSON });
      const answer = await passkey.send({ response: { id, rawId, type: "public-key", response } });
      if (answer.ok) chooseWho(true);
    } catch (error) {
      setSaid(error instanceof Error && error.name === "NotAllowedError" ? words.cancelled : words.failed);
    }
  };

  if (automatic && rehearsal.problem === null) return <Loading />;
  return (
    <Stack gap="sm">
      <h1 className={classes.aloneTitle}>{words.title}</h1>
      {rehearsalOffered && (
        <>
          <p className={classes.aloneText}>{words.rehearsalSaid}</p>
          <Button
            size="sm"
            loading={rehearsal.busy}
            onClick={() => {
              chooseWho(false);
              void rehearsal.send({});
            }}
          >
            {words.rehearsal}
          </Button>
        </>
      )}
      <p className={classes.aloneText}>{browserSupportsWebAuthn() ? words.intro : words.unsupported}</p>
      <Button
        size="sm"
        variant={rehearsalOffered ? "default" : "filled"}
        disabled={!browserSupportsWebAuthn()}
        loading={passkey.busy}
        onClick={() => void signIn()}
      >
        {words.passkey}
      </Button>
      {said !== null && (
        <p role="alert" className={classes.aloneText}>
          {said}
        </p>
      )}
      <ProblemLine problem={problem ?? passkey.problem ?? rehearsal.problem} />
      <a className={classes.aloneLink} href="/register">
        {words.register}
      </a>
    </Stack>
  );
}
