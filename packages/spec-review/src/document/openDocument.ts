import { isAbsolute, posix } from "node:path";
import {
  ContractError,
  type ContractProblem,
  type ContractProblemRule,
  isJsonObject,
  type JsonObject,
  loadDocument,
  type ReadFile,
  type SourceLocation,
  type UnreadContent,
  unreadContent,
} from "@gatehouse/contract";
import type { Dialect } from "../schema/SchemaNode.ts";
import { readOperations, readWebhooks } from "./readOperations.ts";

/** A document under review. */
export interface ReviewedDocument {
  /** How the reviewer calls it: a path, or a revision and a path. */
  readonly name: string;
  readonly dialect: Dialect;
  /** `info.version`, as text. */
  readonly version: string;
  readonly title: string;
  readonly root: JsonObject;
  /** By name the pointers of all schemas with a `$dynamicAnchor` in the schema resource of a schema. */
  readonly dynamicAnchorsOf?: ((schema: JsonObject) => ReadonlyMap<string, string>) | undefined;
  /** Content under keys that OpenAPI does not define; it is not compared. */
  readonly unread: readonly UnreadContent[];
  /** What the reader of a review has to know about the document. */
  readonly notes: readonly string[];
  /** The place in the source files of a pointer into `root`. */
  locate(pointer: string): SourceLocation;
}

/** Faults that leave holes in the document: what cannot be found cannot be compared. */
const FATAL: ReadonlySet<ContractProblemRule> = new Set([
  "unresolved-reference",
  "unreadable-source",
  "cyclic-reference",
]);

/** The source of a document, and its name in reports. */
export interface DocumentOrigin {
  /** Path of a file, address, or the document itself as a value. */
  readonly source: string | URL | object;
  readonly name: string;
  /** The folder that the paths of its files start from. @default none */
  readonly folder?: string;
  /** Reads files instead of the disk. */
  readonly readFile?: ReadFile;
}

/**
 * Opens a document for review. Problems that do not change its meaning are ignored.
 *
 * @throws {ComparisonError} when it cannot be read, has references without a target, or has paths but no operation
 */
export async function openDocument(origin: DocumentOrigin): Promise<ReviewedDocument> {
  const { name, folder = "." } = origin;
  const loaded = await load(origin);
  const fatal = loaded.problems.filter(isHole);
  if (fatal.length > 0) {
    throw new ComparisonError(
      name,
      `${name} has references without a target:\n${problemLines(fatal, folder)}`,
    );
  }
  // The loader types its values on its own; both sides mean plain JSON.
  const root: JsonObject = loaded.document;
  const info = isJsonObject(root.info) ? root.info : {};
  const locate: ReviewedDocument["locate"] = (pointer) => {
    const location = loaded.locate(pointer);
    return { ...location, file: inFolder(folder, location.file) };
  };
  if (hasPathsOnly(root)) {
    const { file, line, column } = locate("/paths");
    throw new ComparisonError(
      name,
      `${name} has paths but no operation: ${file}:${line}:${column} Write the operations of a path under lower-case method names, such as "get".`,
    );
  }
  const unread = unreadContent(root);
  return {
    name,
    root,
    dynamicAnchorsOf: loaded.dynamicAnchorsOf,
    dialect: loaded.openapi.startsWith("3.0") ? "3.0" : "3.1",
    version: String(info.version ?? ""),
    title: String(info.title ?? ""),
    unread,
    notes: [
      ...loaded.problems
        .filter(({ rule }) => rule === "repeated-key")
        .map(({ location }) => noteOnKey(name, location)),
      ...(loaded.openapi.startsWith("3.2") ? [noteOnNewer(name, loaded.openapi, unread)] : []),
    ],
    locate,
  };
}

const MOST_POINTERS = 3;

function noteOnNewer(name: string, version: string, unread: readonly UnreadContent[]): string {
  const shown = unread.slice(0, MOST_POINTERS).map(({ pointer }) => pointer);
  const more = unread.length > shown.length ? ` and ${unread.length - shown.length} more` : "";
  const rest = shown.length === 0 ? "it uses no other part" : `not compared: ${shown.join(", ")}${more}`;
  return `${name} has OpenAPI ${version}: the parts that 3.2 shares with 3.1 are compared; ${rest}.`;
}

/** JSON allows duplicate keys, and parsers take the last one (RFC 8259, 4). */
function noteOnKey(name: string, { line, column }: SourceLocation): string {
  return `${name} has a duplicate key in an object, the second at ${line}:${column}; the last one is compared.`;
}

/** Whether there are paths, but no operation. */
function hasPathsOnly(root: JsonObject): boolean {
  const isFilled = isJsonObject(root.paths) && Object.keys(root.paths).some((key) => !key.startsWith("x-"));
  return isFilled && readOperations(root).length + readWebhooks(root).length === 0;
}

/** Whether a problem changes the meaning of the document; a wrong name in a mapping does not change the alternatives. */
function isHole({ rule, pointer }: ContractProblem): boolean {
  return FATAL.has(rule) && !MAPPED.test(pointer) && !TAG.test(pointer);
}

/** The hierarchy of tags has no effect on messages. */
const TAG = /^\/tags\//;
const MAPPED = /\/discriminator\/mapping\/[^/]*$/;

function inFolder(folder: string, file: string): string {
  return isAbsolute(file) || /^\w+:\/\//.test(file) ? file : posix.join(folder, file);
}

function problemLines(problems: readonly ContractProblem[], folder: string): string {
  const lines = problems.map(({ location, message, advice }) => {
    const { file, line, column } = location;
    return `  ${inFolder(folder, file)}:${line}:${column} ${message} ${advice}`;
  });
  return lines.join("\n");
}

async function load({ source, name, folder = ".", readFile }: DocumentOrigin) {
  try {
    return await loadDocument(source, readFile);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const detail =
      error instanceof ContractError ? `\n${problemLines(error.problems, folder)}` : ` ${reason}`;
    throw new ComparisonError(name, `${name} cannot be read:${detail}`, { cause: error });
  }
}

/** The document without its operations, as the other side of a new or removed one. */
export function emptyDocument(document: ReviewedDocument, name = document.name): ReviewedDocument {
  const { openapi = "3.1.0", info = {}, servers } = document.root;
  const root = { openapi, info, paths: {}, ...(servers !== undefined && { servers }) };
  const { components = {} } = document.root;
  return {
    ...document,
    name,
    root: { ...root, components },
    ...{ unread: [], notes: [] },
    locate: () => ({ file: name, line: 1, column: 1 }),
  };
}

/** Two documents cannot be compared; the message says which one, and why. */
export class ComparisonError extends Error {
  override readonly name = "ComparisonError";
  readonly code = "SPEC_REVIEW_CANNOT_COMPARE";
  /** The document that cannot be compared. */
  readonly document: string;

  constructor(document: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.document = document;
  }
}
