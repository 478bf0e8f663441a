#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Plain JavaScript without anything new: an old Node must get as far as the message.
const OLDEST_MAJOR = 24;
const program = new URL("../dist/cli/main.js", import.meta.url);
const source = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
// Not in the package: where it stands beside the sources, what was built may be older than they are.
const isCheckout = existsSync(new URL("../tsconfig.build.json", import.meta.url));

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `spec-review needs Node ${OLDEST_MAJOR} or newer, and this is ${process.versions.node} at ${process.execPath}.\n`,
  );
  process.exitCode = 2;
} else if (existsSync(program) && !isCheckout) await import(program.href);
else {
  // A checkout runs from its source; the condition has to be there when Node starts.
  const args = ["--conditions=@gatehouse/source", source, ...process.argv.slice(2)];
  const { status, error } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (error) process.stderr.write(`${error.message}\n`);
  process.exitCode = status ?? 2;
}
