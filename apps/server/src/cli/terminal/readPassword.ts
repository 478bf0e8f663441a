import type { CommandLine } from "../CommandLine.ts";
import { UsageError } from "../UsageError.ts";
import { printable } from "./printable.ts";
import { readHiddenLines } from "./readHiddenLines.ts";
import { readSmallInput } from "./readSmallInput.ts";

/** Where a password comes from. */
export interface PasswordSource {
  readonly line: Pick<CommandLine, "stdin" | "stderr">;
  /** Whether it is piped in. */
  readonly fromStdin: boolean;
  /** Whose password it is, for the question. */
  readonly username: string;
}

/**
 * Reads a new password: from `stdin` up to its end, or typed twice at a prompt that shows nothing. One line end at the
 * end of `stdin` is not part of it; everything else is taken as it is (AUT-02).
 *
 * @throws {UsageError} when there is no terminal, the two do not agree, or the input is no text
 * @throws {BrokenOffError} when the user goes away
 */
export async function readPassword({ line, fromStdin, username }: PasswordSource): Promise<string> {
  if (fromStdin) return (await readSmallInput(line.stdin)).replace(/\r?\n$/, "");
  if (line.stdin.isTTY !== true) {
    throw new UsageError(
      "There is no terminal to ask for the password at. Pipe it in, with --password-stdin; it is never taken from the command line.",
    );
  }
  const questions = [`New password of ${printable(username)}: `, "Once more: "];
  const [password = "", again] = await readHiddenLines(line, questions);
  if (password !== again) throw new UsageError("The two passwords differ; nothing was changed.");
  return password;
}
