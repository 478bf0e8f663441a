import cluster from "node:cluster";
import { ignoreSignals, isProfiledBy } from "./composition/handleSignals.ts";

// Node would open a debugger on this signal. From here on nothing does, whichever command runs; see `handleSignals`.
process.on("SIGUSR1", () => undefined);

// Loaded after that, for it takes its time.
if (cluster.isWorker) {
  // A terminal and a supervisor send signals to all processes; the parent decides what they mean.
  ignoreSignals(process, isProfiledBy([...process.execArgv, process.env.NODE_OPTIONS]));
  const { runWorker } = await import("./composition/runWorker.ts");
  runWorker(process);
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
