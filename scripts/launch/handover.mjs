import { childEnvironment, pinnedNode } from "./paths.mjs";

/**
 * Hands over to the pinned Node.js and never returns where the host can replace the process (Node.js 22.15 and later):
 * no second process stays in memory. Elsewhere it runs a child, forwards the signals that ask for an end, and ends as
 * the child ended - same exit code, same signal.
 */
export async function runUnderPinnedNode(root, args) {
  const node = pinnedNode(root);
  const env = childEnvironment(root);
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.emitWarning = () => {}; // the call is marked experimental; the note would be the first line of every start
    process.execve(node, [node, ...args], env);
  }
  const { spawn } = await import("node:child_process");
  const child = spawn(node, args, { stdio: "inherit", env });
  const forwarded = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
  const forward = (signal) => void child.kill(signal);
  for (const signal of forwarded) process.on(signal, forward);
  const ended = await new Promise((resolve) => {
    child.once("error", (error) => resolve({ error }));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  for (const signal of forwarded) process.off(signal, forward);
  if (ended.error) {
    process.stderr.write(`cordon: cannot run ${node}: ${ended.error.message}\n`);
    process.exitCode = 1;
  } else if (ended.signal) {
    process.kill(process.pid, ended.signal);
  } else {
    process.exitCode = ended.code ?? 1;
  }
}
