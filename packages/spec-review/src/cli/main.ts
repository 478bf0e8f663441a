#!/usr/bin/env node
import { run } from "./run.ts";

const { stdout, stderr, argv, env } = process;

process.exitCode = await run(argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  today: () => new Date().toISOString().slice(0, 10),
  color: stdout.isTTY === true && env.NO_COLOR === undefined,
  columns: stdout.columns ?? 100,
});
