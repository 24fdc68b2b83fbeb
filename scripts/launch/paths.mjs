import { join } from "node:path";

/** Where the pinned Node.js lies once the toolchain is installed. */
export function pinnedNode(root) {
  return join(root, "toolchain/node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Where the pinned npm lies once the toolchain is installed. */
export function pinnedNpm(root) {
  return join(root, "toolchain/node_modules/npm/bin/npm-cli.js");
}

/**
 * The environment for a child: the pinned Node.js first on PATH, and none of what an outer `npm run` leaves behind -
 * an inherited `npm_config_local_prefix` would make an inner npm install into the wrong folder.
 */
export function childEnvironment(root) {
  const env = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (
      !/^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(local_prefix|prefix|node_gyp|npm_version)$)/i.test(
        key,
      )
    )
      env[key] = value;
  }
  const bin = join(root, "toolchain/node_modules/node/bin");
  const separator = process.platform === "win32" ? ";" : ":";
  const path = env.PATH ?? "";
  if (!path.startsWith(bin + separator)) env.PATH = bin + separator + path;
  return env;
}
