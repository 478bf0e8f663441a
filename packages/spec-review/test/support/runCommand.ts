import type { Io } from "../../src/cli/Io.ts";
import { run } from "../../src/cli/run.ts";

/** The day on which the tests review. */
export const TODAY = "2026-06-15";

/** Runs the command line as a process would, and gives what it says. */
export async function runCommand(cwd: string, args: readonly string[], io: Partial<Io> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await run(args, {
    cwd,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    today: () => TODAY,
    color: false,
    columns: 100,
    ...io,
  });
  return { exitCode, out: out.join(""), err: err.join("") };
}
