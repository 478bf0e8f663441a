import { ContractError } from "./ContractError.ts";

/** Where a command reads from and writes to. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** The error output is a terminal: a line there can be written anew. */
  readonly isTerminal: boolean;
  /** Set when the user wants the command to come to an end. */
  readonly signal?: AbortSignal;
}

/** A command was called in a way that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "USAGE";
}

interface Output {
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/** Lets a program go on when the reader of its output goes away early, as `head` does. */
export function ignoreClosedPipes(...outputs: readonly Output[]): void {
  for (const output of outputs) {
    output.on("error", (error) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

/** Runs a script; the problems of a document are printed as they are, without a stack, and make the exit code 1. */
export async function reportContractErrors(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
