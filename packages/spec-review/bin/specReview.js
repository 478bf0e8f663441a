#!/usr/bin/env node
import { existsSync } from "node:fs";

// Plain JavaScript without anything new: an old Node must get as far as the message.
const OLDEST_MAJOR = 24;
const program = new URL("../dist/cli/main.js", import.meta.url);

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `spec-review needs Node ${OLDEST_MAJOR} or newer, and this is ${process.versions.node} at ${process.execPath}.\n`,
  );
  process.exitCode = 2;
} else if (!existsSync(program)) {
  process.stderr.write(
    "spec-review has not been built here: npm run build, or npm run review at the root.\n",
  );
  process.exitCode = 2;
} else await import(program.href);
