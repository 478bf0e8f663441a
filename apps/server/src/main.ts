import cluster from "node:cluster";

// Node would open a debugger on this signal. From here on nothing does, whichever command runs; see `handleSignals`.
process.on("SIGUSR1", () => undefined);

// Loaded after that, for it takes its time.
if (cluster.isWorker) {
  const { runWorker } = await import("./composition/runWorker.ts");
  runWorker(process, process.env.NODE_OPTIONS);
} else {
  const { runCommandLine } = await import("./cli/runCommandLine.ts");
  const words = process.argv.slice(2);
  process.exitCode = await runCommandLine({
    // Without a command this file is the server, as `npm start` calls it.
    arguments: words.length === 0 ? ["serve"] : words,
    environment: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
