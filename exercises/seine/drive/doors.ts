/** The public doors of the system, as any client would use them: operations over HTTP with a session. */
import { z } from "zod";

export type Doors = {
  /** `GET /api/<capability>/<operation>`. @throws DoorClosed */
  ask<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Output>;
  /** `POST` to the same. @throws DoorClosed */
  tell<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Output>;
};

const Problem = z.object({ title: z.string().optional(), detail: z.string().optional() });

/** An operation that was refused, with the server's reason in words. */
export class DoorClosed extends Error {
  readonly operation: string;
  readonly status: number;

  constructor(operation: string, status: number, because: string) {
    super(`${operation} was refused (${status}): ${because}`);
    this.name = "DoorClosed";
    this.operation = operation;
    this.status = status;
  }
}

/** How often something is tried that failed before it could be refused: the server is starting, or busy. */
const attempts = 5;

export function doors(url: string, token: string, signal: AbortSignal): Doors {
  const call = async <Output>(
    operation: string,
    path: string,
    init: RequestInit,
    output: z.ZodType<Output>,
  ): Promise<Output> => {
    for (let attempt = 1; ; attempt++) {
      let response: Response;
      try {
        response = await fetch(`${url}${path}`, { ...init, signal });
      } catch (error) {
        if (signal.aborted || attempt === attempts) throw error;
        await rest(attempt * 300, signal);
        continue;
      }
      const body: unknown = await response.json().catch(() => null);
      if (response.ok) return output.parse(body);
      if ((response.status === 503 || response.status === 429) && attempt < attempts) {
        await rest(attempt * 500, signal);
        continue;
      }
      const problem = Problem.safeParse(body);
      throw new DoorClosed(
        operation,
        response.status,
        problem.data?.detail ?? problem.data?.title ?? "without a reason",
      );
    }
  };
  const path = (operation: string): string => `/api/${operation.replace(".", "/")}`;
  const authorization = `Bearer ${token}`;
  return {
    ask: (operation, input, output) =>
      call(
        operation,
        `${path(operation)}?input=${encodeURIComponent(JSON.stringify(input))}`,
        { headers: { authorization } },
        output,
      ),
    tell: (operation, input, output) =>
      call(
        operation,
        path(operation),
        { method: "POST", headers: { authorization, "content-type": "application/json" }, body: JSON.stringify(input) },
        output,
      ),
  };
}

/** What the system refuses is told to the server's log, and the evening goes on. @returns nothing where it was refused */
export async function attempt<T>(broke: (error: unknown) => void, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DoorClosed)) throw error;
    broke(error);
    return undefined;
  }
}

/** Waits, but not longer than the exercise lasts. */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
