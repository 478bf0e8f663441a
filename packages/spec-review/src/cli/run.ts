import { CommanderError } from "commander";
import { ComparisonError } from "../document/ComparisonError.ts";
import { createProgram } from "./createProgram.ts";
import { EXIT_CODES } from "./exitCodes.ts";
import type { Io } from "./Io.ts";
import { UsageError } from "./UsageError.ts";

/** Runs the command line and gives its exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT_CODES.pass;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? EXIT_CODES.pass : EXIT_CODES.cannotCompare;
    if (error instanceof ComparisonError || error instanceof UsageError) {
      io.err(`${error.message}\n`);
      return EXIT_CODES.cannotCompare;
    }
    throw error;
  }
}
