import { ContractError } from "@gatehouse/contract";
import { CommanderError } from "commander";
import { InvalidCheckOptionsError } from "../check/InvalidCheckOptionsError.ts";
import { ServerUnreachableError } from "../check/ServerUnreachableError.ts";
import { SignInFailedError } from "../check/SignInFailedError.ts";
import { createProgram } from "./createProgram.ts";
import { EXIT } from "./exitCodes.ts";
import type { Io } from "./Io.ts";
import { UsageError } from "./UsageError.ts";

/**
 * Runs the command line `gatehouse-contract`.
 *
 * @returns the exit code
 */
export async function runCli(words: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.clean;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has written what it had to say, help included.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.couldNotRun;
    io.err(`${isExpected(error) ? error.message : describeUnexpected(error)}\n`);
    return EXIT.couldNotRun;
  }
}

function isExpected(error: unknown): error is Error {
  return [
    ContractError,
    InvalidCheckOptionsError,
    ServerUnreachableError,
    SignInFailedError,
    UsageError,
  ].some((kind) => error instanceof kind);
}

function describeUnexpected(error: unknown): string {
  return `This is a fault of gatehouse-contract itself:\n${error instanceof Error ? error.stack : String(error)}`;
}
