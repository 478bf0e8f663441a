#!/usr/bin/env node

// Plain JavaScript without anything new: an old Node must get as far as the message.
const OLDEST_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `gatehouse-contract needs Node ${OLDEST_MAJOR} or newer, and this is ${process.versions.node} at ${process.execPath}.\n`,
  );
  process.exitCode = 2;
} else {
  // Node runs TypeScript from its source, but not inside of node_modules; a published package has been built.
  const isInstalled = import.meta.url.includes("/node_modules/");
  await import(isInstalled ? "../dist/cli/main.js" : "../src/cli/main.ts");
}
