import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonValue } from "../Contract.ts";
import { ContractError } from "../ContractError.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { formatPointer } from "../json/jsonPointer.ts";
import { findUnreadable, TOO_DEEP, type Unreadable } from "./checkDepth.ts";
import { describeFailure } from "./loadSources.ts";
import { parseSource } from "./parseSource.ts";
import { type ReadFile, readSource } from "./readSource.ts";
import type { SourceFile } from "./SourceFile.ts";

/**
 * Reads the first file of a document, or takes a value as one.
 *
 * @throws {ContractError} when the text cannot be had or is neither YAML nor JSON.
 */
export async function readEntry(source: string | URL | object, readFile?: ReadFile): Promise<SourceFile> {
  const isFile = typeof source === "string" || source instanceof URL;
  return isFile ? readFileEntry(source, readFile) : wrapValue(source);
}

async function readFileEntry(source: string | URL, readFile?: ReadFile): Promise<SourceFile> {
  const address = addressOf(source);
  const name = address.startsWith("file:") ? (address.split("/").at(-1) ?? address) : address;
  let text: string;
  try {
    text = await readSource(address, readFile);
  } catch (error) {
    throw new ContractError(String(source), [unreadable(String(source), describeFailure(error))], {
      cause: error,
    });
  }
  const parsed = parseSource({ address, name: decodeURIComponent(name), text });
  if (parsed.file === undefined) throw new ContractError(String(source), parsed.problems);
  return parsed.file;
}

function addressOf(source: string | URL): string {
  if (source instanceof URL) return source.href;
  return /^(https?|file):\/\//i.test(source) ? new URL(source).href : pathToFileURL(resolve(source)).href;
}

function wrapValue(value: object): SourceFile {
  const name = "(document)";
  const unreadable = findUnreadable(value);
  if (unreadable !== undefined) throw new ContractError(name, [notReadable(name, unreadable)]);
  const document = JSON.parse(JSON.stringify(value)) as JsonValue;
  return {
    address: "value:document",
    name,
    value: document,
    locate: () => ({ file: name, line: 1, column: 1 }),
  };
}

function notReadable(name: string, { kind, path }: Unreadable): ContractProblem {
  const where = { location: { file: name, line: 1, column: 1 }, pointer: formatPointer(path) };
  if (kind === "too-deep") return { ...where, ...TOO_DEEP };
  return {
    ...where,
    rule: "unreadable-source",
    message: "The value contains itself here, so it is not JSON.",
    advice: "Give the document as it was before its references were resolved.",
  };
}

function unreadable(source: string, reason: string): ContractProblem {
  return {
    rule: "unreadable-source",
    location: { file: source, line: 1, column: 1 },
    pointer: "",
    message: `The document cannot be read: ${reason}.`,
    advice: "Check the path or address.",
  };
}
