import { type ClientOptions, Empty, Loading, OperationTime, type Problem, ServerDoors } from "@cordon/ui";
import { Button } from "@mantine/core";
import type { QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLocation } from "wouter";
import classes from "./console.module.css";
import { InvitationPage } from "./pages/InvitationPage.tsx";
import { SignInPage } from "./pages/SignInPage.tsx";
import { type Hello, sayHello } from "./server/hello.ts";
import { SignedIn } from "./SignedIn.tsx";
import { useConsoleWords } from "./words.ts";

const AGAIN_MS = 3000;

/** The whole page: reaches the server, learns who is there, and opens the room. */
export function Console({ answers }: { readonly answers: QueryClient }) {
  const words = useConsoleWords().state;
  const [hello, setHello] = useState<Hello | null | "asking">("asking");
  const [stale, setStale] = useState(false);
  const [signedOut, setSignedOut] = useState(0);

  const ask = useCallback(async () => setHello(await sayHello()), []);
  useEffect(() => void ask(), [ask]);
  useEffect(() => {
    if (hello !== null) return;
    const timer = setTimeout(() => void ask(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [hello, ask]);

  const contract = hello === null || hello === "asking" ? null : hello.contract;
  const server = useMemo(
    (): ClientOptions => ({
      contract: () => contract,
      onProblem: ({ reason }: Problem) => {
        if (reason === "stale-client") setStale(true);
        if (reason === "not-signed-in") setSignedOut((count) => count + 1);
      },
    }),
    [contract],
  );

  if (hello === "asking") {
    return (
      <main className={classes.alone}>
        <Loading />
      </main>
    );
  }
  if (hello === null) {
    return (
      <main className={classes.alone}>
        <Empty title={words.unreachable}>{words.unreachableHint}</Empty>
      </main>
    );
  }
  if (stale) {
    return (
      <main className={classes.alone}>
        <Empty title={words.stale}>
          <p>{words.staleHint}</p>
          <Button onClick={() => location.reload()}>{words.stale}</Button>
        </Empty>
      </main>
    );
  }
  return (
    <ServerDoors server={server} answers={answers}>
      <OperationTime clock={{ timeZone: hello.timeZone, nowMs: () => Date.now() }}>
        <Door hello={hello} answers={answers} signedOut={signedOut} onStale={() => setStale(true)} />
      </OperationTime>
    </ServerDoors>
  );
}

function Door(props: {
  readonly hello: Hello;
  readonly answers: QueryClient;
  readonly signedOut: number;
  readonly onStale: () => void;
}) {
  const [path] = useLocation();
  return path === "/invitation" ? <InvitationPage hello={props.hello} /> : <SignInPage {...props} inside={SignedIn} />;
}
