#!/usr/bin/env node
import * as module from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

// Plain JavaScript without anything new: an old Node must get as far as the message.
const OLDEST_MAJOR = 24;
const NEWEST_TRIED_MAJOR = 26;
const major = Number.parseInt(process.versions.node, 10);

// A run is over before the code of V8's last compiler pays; it took a fifth of the time (docs/measured/histories.md).
// It is set before any code is kept, which is kept for one setting; an engine that does not know it would say so.
if (major >= OLDEST_MAJOR && major <= NEWEST_TRIED_MAJOR)
  setFlagsFromString("--invocation-count-for-turbofan=100000");

if (major < OLDEST_MAJOR) {
  process.stderr.write(
    `spec-review needs Node ${OLDEST_MAJOR} or newer, and this is ${process.versions.node} at ${process.execPath}.\n`,
  );
  process.exitCode = 2;
} else if (import.meta.url.includes("/node_modules/")) {
  // What Node has compiled is kept, which halves the next start; a shared folder such as /tmp could hold code of others.
  module.enableCompileCache(join(import.meta.dirname, "../../../.cache/spec-review"));
  // Node runs no TypeScript inside of node_modules; a published package has been built.
  await import("../dist/cli/main.js");
} else {
  module.enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/spec-review"));
  // In a checkout the sources run as they are, those of the other packages too.
  const conditions = ["@gatehouse/source"];
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, ...conditions] }),
  });
  await import("../src/cli/main.ts");
}
