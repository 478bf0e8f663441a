import { createInterface, promises } from "node:readline";
import { Writable } from "node:stream";
import { BrokenOffError, UsageError } from "../commandErrors.ts";
import type { CommandLine } from "../Invocation.ts";
import { printable } from "./formatTable.ts";

/** The source of a password. */
interface PasswordSource {
  readonly line: Pick<CommandLine, "stdin" | "stderr">;
  /** Whether it is piped in. */
  readonly fromStdin: boolean;
  /** The user of the password, for the prompt. */
  readonly username: string;
}

/** An interactive terminal. */
interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  /** The output for prompts; not `stdout`, which is for the outcome. */
  readonly stderr: NodeJS.WritableStream;
}

/** More than the longest password, so that the policy reports one that is too long. */
const MAX_BYTES = 8192;

/** A question before something that cannot be taken back. */
interface Confirmation {
  readonly line: Pick<CommandLine, "stdin" | "stderr">;
  readonly question: string;
  /** Whether the user said yes beforehand, with `--yes`. */
  readonly given: boolean;
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
      "There is no terminal for a password prompt. Pipe the password in with --password-stdin; it is never accepted on the command line.",
    );
  }
  const questions = [`New password of ${printable(username)}: `, "Once more: "];
  const [password = "", again] = await readHiddenLines(line, questions);
  if (password !== again) throw new UsageError("The two passwords differ; nothing was changed.");
  return password;
}

/**
 * Asks one question after the other and shows nothing of what is typed.
 *
 * @throws {BrokenOffError} at Ctrl-C and Ctrl-D
 */
function readHiddenLines(
  { stdin, stderr }: Terminal,
  questions: readonly string[],
): Promise<readonly string[]> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 });
  const answers: string[] = [];
  stderr.write(questions[0] ?? "");
  return new Promise((resolve, reject) => {
    reader.on("line", (line) => {
      answers.push(line);
      // Lines that were typed ahead arrive at once; each still gets its question.
      if (answers.length <= questions.length) stderr.write(`\n${questions[answers.length] ?? ""}`);
      if (answers.length === questions.length) reader.close();
    });
    // The terminal is in raw mode, so that Ctrl-C is a key like others.
    reader.once("SIGINT", () => reader.close());
    reader.once("close", () => {
      if (answers.length >= questions.length) return resolve(answers.slice(0, questions.length));
      stderr.write("\n");
      reject(new BrokenOffError());
    });
  });
}

/**
 * Reads a short text from a stream up to its end.
 *
 * @throws {UsageError} when it is too long or not UTF-8
 */
async function readSmallInput(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MAX_BYTES)
      throw new UsageError("The password on stdin is far too long; is it the right file?");
    chunks.push(buffer);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError("The password on stdin is not UTF-8 text.");
  }
}

/**
 * Asks the user for a confirmation.
 *
 * @throws {BrokenOffError} when the user declines
 * @throws {UsageError} when there is no interactive terminal
 */
export async function confirm({ line, question, given }: Confirmation): Promise<void> {
  if (given) return;
  if (line.stdin.isTTY !== true) {
    throw new UsageError("There is no terminal for a confirmation. Add --yes.");
  }
  const reader = promises.createInterface({ input: line.stdin, output: line.stderr });
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
