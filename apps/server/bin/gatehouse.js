#!/usr/bin/env -S node --conditions=@gatehouse/source

// Plain JavaScript without anything new: an old Node must get as far as the message.
const OLDEST_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `Gatehouse needs Node ${OLDEST_MAJOR} or newer, and this is ${process.versions.node} at ${process.execPath}. ` +
      "Call it with npx gatehouse, which finds the Node that npm ci brought, or put a newer one first in PATH.\n",
  );
  process.exitCode = 2;
} else {
  // `main.ts` without a command is the server; the command without one shows its help.
  if (process.argv.length === 2) process.argv.push("--help");
  await import("../src/main.ts");
}
