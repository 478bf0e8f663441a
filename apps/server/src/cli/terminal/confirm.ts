import { createInterface } from "node:readline/promises";
import { BrokenOffError } from "../BrokenOffError.ts";
import type { CommandLine } from "../CommandLine.ts";
import { UsageError } from "../UsageError.ts";

/** A question before something that cannot be taken back. */
export interface Confirmation {
  readonly line: Pick<CommandLine, "stdin" | "stderr">;
  readonly question: string;
  /** Whether the user said yes beforehand, with `--yes`. */
  readonly given: boolean;
}

/**
 * Goes on only when the user says yes.
 *
 * @throws {BrokenOffError} when the user does not
 * @throws {UsageError} when nobody can be asked
 */
export async function confirm({ line, question, given }: Confirmation): Promise<void> {
  if (given) return;
  if (line.stdin.isTTY !== true) {
    throw new UsageError("There is no terminal to ask at whether you are sure. Add --yes.");
  }
  const reader = createInterface({ input: line.stdin, output: line.stderr });
  const broken = new AbortController();
  reader.once("close", () => broken.abort());
  try {
    const answer = await reader.question(`${question} [y/N] `, { signal: broken.signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } catch {
    line.stderr.write("\n");
  } finally {
    reader.close();
  }
  throw new BrokenOffError();
}
