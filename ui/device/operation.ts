import { z } from "zod";

/** What every page of an operation shows. */
export interface Operation {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly rehearsing: boolean;
}

const Hello = z.object({ name: z.string(), timeZone: z.string(), rehearsing: z.boolean() });

/** What the server tells every page: whose operation this is, and whether it is a rehearsal. Null when it cannot be asked. */
export async function readOperation(signal: AbortSignal): Promise<Operation | null> {
  try {
    const response = await fetch("/api/hello", { signal });
    const hello = Hello.safeParse(await response.json());
    return hello.success ? hello.data : null;
  } catch {
    return null;
  }
}
