import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A line of a file. */
export interface FileLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether the line has its end; only the last one of a file can lack it. */
  readonly ended: boolean;
}

/**
 * Lists the files of an audit trail in the order they were written: `audit.log.2`, `audit.log.1`, `audit.log`. A folder
 * that is not there has none.
 *
 * @param file the file that is written to
 */
export async function auditFilesOf(file: string): Promise<readonly string[]> {
  const folder = dirname(file);
  const name = basename(file);
  const found = (await entriesOf(folder)).flatMap((entry) => {
    if (entry === name) return [{ entry, age: 0 }];
    const age = entry.startsWith(`${name}.`) ? entry.slice(name.length + 1) : "";
    return /^[1-9]\d{0,5}$/.test(age) ? [{ entry, age: Number(age) }] : [];
  });
  return found.sort((a, b) => b.age - a.age).map(({ entry }) => join(folder, entry));
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Reads the lines of files one after the other, with little memory. A line ends at LF and nowhere else:
 * `node:readline` also ends one at U+2028, which would hide a tampered line.
 */
export async function* readLines(files: readonly string[]): AsyncGenerator<FileLine> {
  for (const file of files) yield* linesOf(file);
}

async function* linesOf(file: string): AsyncGenerator<FileLine> {
  let number = 0;
  let rest = "";
  // Latin-1 keeps every byte apart, so that a chunk may end inside a character; lines are decoded whole.
  for await (const chunk of createReadStream(file, { encoding: "latin1", highWaterMark: 256 * 1024 })) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      number += 1;
      yield { file, number, text: decode(part), ended: true };
    }
  }
  if (rest !== "") yield { file, number: number + 1, text: decode(rest), ended: false };
}

function decode(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
