import { readFile } from "node:fs/promises";
import { UsageError } from "./UsageError.ts";

type Header = readonly [name: string, value: string];

/**
 * Reads what stands behind `-H`: a header, or `@` and the name of a file with one header per line.
 *
 * @throws {UsageError} when it is neither.
 */
export async function readHeader(text: string): Promise<readonly Header[]> {
  if (!text.startsWith("@")) return [parseHeader(text)];
  const lines = (await readLines(text.slice(1))).filter((line) => line.trim() !== "");
  return lines.map(parseHeader);
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, "utf8")).split(/\r?\n/);
  } catch (cause) {
    throw new UsageError(`The file "${file}" of -H cannot be read. Check its name.`, { cause });
  }
}

function parseHeader(line: string): Header {
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t -~\x80-\xff]*?)[ \t]*$/.exec(line);
  if (match === null) {
    throw new UsageError("A header of -H is not understood. Write it as 'name: value'.");
  }
  return [match[1] ?? "", match[2] ?? ""];
}
