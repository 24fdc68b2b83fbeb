/** Where each source's module lies, from this folder. */
export const modules: { readonly background: string; readonly flow: string; readonly crowd: string };
/** Compiles `assembly/NAME.ts`; rejects with the compiler's messages. */
export function compile(name: keyof typeof modules): Promise<Uint8Array>;
