import { ignoreClosedPipes } from "@gatehouse/contract";
import { runCli } from "./runCli.ts";

const { stdout, stderr, argv } = process;
const interrupted = new AbortController();

ignoreClosedPipes(stdout, stderr);

// The first time, what was written beside the folder is taken away; the second time, the process ends at once.
process.once("SIGINT", () => interrupted.abort()).once("SIGTERM", () => interrupted.abort());

process.exitCode = await runCli(argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  isTerminal: stderr.isTTY === true,
  signal: interrupted.signal,
});
