import { ignoreClosedPipes } from "@gatehouse/contract";
import picocolors from "picocolors";
import { runCli } from "./runCli.ts";

const { stdout, stderr, argv } = process;
const interrupted = new AbortController();

ignoreClosedPipes(stdout, stderr);

// The first time, what is known so far is still shown; the second time, the process ends at once.
process.once("SIGINT", () => interrupted.abort());

process.exitCode = await runCli(argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  color: picocolors.isColorSupported && stdout.isTTY === true,
  isTerminal: stderr.isTTY === true,
  signal: interrupted.signal,
});
