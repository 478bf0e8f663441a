#!/usr/bin/env node
import { ignoreClosedPipes } from "@gatehouse/contract";
import { programName } from "./createProgram.ts";
import { colorWanted } from "./Io.ts";
import { run } from "./run.ts";

const { stdout, stderr, argv, env } = process;

/** Until this is called, SIGINT and SIGTERM end the process at once. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once("SIGINT", abort).once("SIGTERM", abort);
  return controller.signal;
}

ignoreClosedPipes(stdout, stderr);

process.exitCode = await run(argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  today: () => new Date().toISOString().slice(0, 10),
  color: colorWanted(stdout.isTTY === true, env),
  columns: stdout.columns ?? 100,
  program: programName({ cwd: process.cwd(), env, script: argv[1] ?? "spec-review" }),
  env,
  interrupted,
  ...(stderr.isTTY && { progress: (text: string) => stderr.write(`\r\u001B[2K${text}`) }),
});
