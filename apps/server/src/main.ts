import cluster from "node:cluster";
import { startsServer } from "./cli/startsServer.ts";
import { holdSignals, ignoreSignals, isProfiledBy } from "./composition/handleSignals.ts";

// Node would open a debugger on this signal. From here on nothing does, whichever command runs; see `handleSignals`.
process.on("SIGUSR1", () => undefined);

const isProfiled = isProfiledBy([...process.execArgv, process.env.NODE_OPTIONS]);

// Loaded after that, for it takes its time.
if (cluster.isWorker) {
  // A terminal and a supervisor send signals to all processes; the parent decides what they mean.
  ignoreSignals(process, isProfiled);
  const { runWorker } = await import("./composition/runWorker.ts");
  runWorker(process);
} else {
  const words = process.argv.slice(2);
  const isServer = startsServer(words);
  // All other commands end by a signal.
  const heldSignals = isServer ? holdSignals(process, isProfiled) : undefined;
  // When nothing is left to do, Node would take its handlers down one by one, and a further signal would end the process.
  if (isServer) process.once("beforeExit", () => process.exit());
  const { runCommandLine } = await import("./cli/runCommandLine.ts");
  process.exitCode = await runCommandLine({
    // Without a command this file is the server, as `npm start` calls it.
    arguments: words.length === 0 ? ["serve"] : words,
    environment: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    heldSignals,
  });
}
