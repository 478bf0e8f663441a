import { CommanderError } from "commander";
import { ComparisonError } from "../document/openDocument.ts";
import { ImpactError } from "../impact/ImpactConfig.ts";
import { createProgram } from "./createProgram.ts";
import { EXIT_CODES, type Io, UsageError } from "./Io.ts";

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
    if (error instanceof Error && error.name === "AbortError") return EXIT_CODES.interrupted;
    io.err(`${textOf(error)}\n`);
    return EXIT_CODES.cannotCompare;
  }
}

/** The text of an error; an unexpected one comes with its stack. */
function textOf(error: unknown): string {
  const isExpected = [ComparisonError, ImpactError, UsageError].some((kind) => error instanceof kind);
  if (isExpected && error instanceof Error) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ("syscall" in error) return `A file cannot be read or written: ${error.message}`;
  return `spec-review failed by an internal error; please report it.\n${error.stack}`;
}
