import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { BrokenOffError } from "../BrokenOffError.ts";

/** The terminal that somebody sits at. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  /** Where the questions go; not `stdout`, which is for the outcome. */
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Asks one question after the other and shows nothing of what is typed.
 *
 * @throws {BrokenOffError} at Ctrl-C and Ctrl-D
 */
export function readHiddenLines(
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
