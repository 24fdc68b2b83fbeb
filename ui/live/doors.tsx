import { keepPreviousData, QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import {
  type Answer,
  type ApiShape,
  type Client,
  type ClientOptions,
  type CommandName,
  createClient,
  type QueryName,
} from "./client.ts";
import { type Problem, ProblemError, problemOf } from "./problem.ts";

/**
 * What a panel has of an answer. Once something was shown it stays shown while it is asked again; `problem` then says why
 * it may be old.
 */
export type Shown<Output> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly problem: Problem; readonly retry: () => void }
  | {
      readonly state: "shown";
      readonly data: Output;
      readonly problem: Problem | null;
      readonly retry: () => void;
      readonly atMs: number;
    };

const Server = createContext<ClientOptions>({});

/** A moment of the past that a page is looked at in. */
export interface PastMoment {
  /** How many entries of the journal are known. */
  readonly size: number;
  /** Why nothing can be done there, for whoever tries. */
  readonly because: string;
}

const Then = createContext<PastMoment | null>(null);
/** Everything below shows this moment, where it can; null for now. */
export const PastProvider = Then.Provider;

/** Puts a server behind a page: whom its questions go to and where their answers are kept. */
export function ServerDoors({
  server,
  answers,
  children,
}: {
  readonly server: ClientOptions;
  readonly answers: QueryClient;
  readonly children: ReactNode;
}) {
  return (
    <Server.Provider value={server}>
      <QueryClientProvider client={answers}>{children}</QueryClientProvider>
    </Server.Provider>
  );
}

/** Answers stay good until the live stream says that something changed: see {@link forget}. */
export function createAnswers(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: retryWhenOffline,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

function retryWhenOffline(failures: number, error: Error): boolean {
  const { reason } = problemOf(error);
  return failures < 3 && (reason === "offline" || reason === "unavailable");
}

/** Asks again whatever a page shows of these operations; all of them when none is named. */
export async function forget(answers: QueryClient, names?: readonly string[]): Promise<void> {
  await answers.invalidateQueries(
    names === undefined ? {} : { predicate: ({ queryKey }) => names.some((name) => name === queryKey[0]) },
  );
}

export interface Order<Input, Output> {
  readonly send: (input: Input) => Promise<Answer<Output>>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly forgive: () => void;
}

/**
 * The typed doors to a set of operations: `const { useAnswer, useOrder } = doorsTo<ApiOf<typeof command.operations>>()`.
 * @param room `past`: its queries answer for a moment of the past, so screens show the one that is looked at; there, nothing is ordered.
 * `now`: those of them that answer for now alone, and go on doing so
 */
export function doorsTo<Api extends ApiShape>(
  room: { readonly past?: boolean; readonly now?: readonly QueryName<Api>[] } = {},
) {
  function useClient(): Client<Api> {
    const server = useContext(Server);
    return useMemo(() => createClient<Api>(server), [server]);
  }

  /** What an operation answers, kept current. `null` as input asks nothing yet. */
  function useAnswer<Name extends QueryName<Api>>(
    name: Name,
    input: Api[Name]["input"] | null,
    options: { readonly everyMs?: number } = {},
  ): Shown<Api[Name]["output"]> {
    const client = useClient();
    const then = useContext(Then);
    const follows = room.past === true && room.now?.includes(name) !== true;
    const at = follows && then !== null ? then.size : null;
    const query = useQuery<Api[Name]["output"], Error>({
      queryKey: at === null ? [name, input] : [name, input, at],
      queryFn: async ({ signal }) => {
        const answer = await client.ask(name, input, signal, at);
        if (!answer.ok) throw new ProblemError(answer.problem);
        return answer.output;
      },
      enabled: input !== null,
      placeholderData: keepPreviousData,
      ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    });
    const { refetch } = query;
    const retry = useCallback(() => void refetch(), [refetch]);
    if (query.data !== undefined) {
      return {
        state: "shown",
        data: query.data,
        problem: query.error && problemOf(query.error),
        retry,
        atMs: query.dataUpdatedAt,
      };
    }
    return query.isError ? { state: "failed", problem: problemOf(query.error), retry } : { state: "loading" };
  }

  /** Sends a command. What it changes comes back by the live stream; `renews` are asked again at once as well. */
  function useOrder<Name extends CommandName<Api>>(
    name: Name,
    renews: readonly QueryName<Api>[] = [],
  ): Order<Api[Name]["input"], Api[Name]["output"]> {
    const client = useClient();
    const then = useContext(Then);
    const past = room.past === true ? then : null;
    const answers = useQueryClient();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem | null>(null);
    const renewed = useRef(renews);
    renewed.current = renews;
    const send = useCallback(
      async (input: Api[Name]["input"]) => {
        if (past !== null) {
          const problem: Problem = { reason: "not-possible-now", detail: past.because, what: null, issues: [] };
          setProblem(problem);
          return { ok: false, problem } as const;
        }
        setBusy(true);
        setProblem(null);
        const answer = await client.order(name, input);
        setBusy(false);
        if (answer.ok) void forget(answers, renewed.current);
        else setProblem(answer.problem);
        return answer;
      },
      [client, answers, name, past],
    );
    const forgive = useCallback(() => setProblem(null), []);
    return { send, busy, problem, forgive };
  }

  return { useClient, useAnswer, useOrder };
}
