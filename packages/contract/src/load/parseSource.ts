import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import { type Document, isScalar, visit, type YAMLError } from "yaml";
import type { JsonValue, SourceLocation } from "../Contract.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { formatPointer } from "../json/jsonPointer.ts";
import { checkStructure, RepeatedKeyError } from "../style/parseJsonText.ts";
import { findUnreadable, TOO_DEEP, type Unreadable } from "./checkDepth.ts";
import { createEventLocator } from "./createEventLocator.ts";
import { createYamlLocator, parseWithLines } from "./createYamlLocator.ts";
import type { SourceFile } from "./SourceFile.ts";

/** A text to read as a file of a document. */
interface SourceText {
  readonly address: string;
  readonly name: string;
  readonly text: string;
}

/** Either the file or what is wrong with its text. */
type ParsedSource =
  | { readonly file: SourceFile; readonly problems?: undefined }
  | { readonly file?: undefined; readonly problems: readonly ContractProblem[] };

/** Reads the text of a file: JSON or YAML 1.2. */
export function parseSource(source: SourceText): ParsedSource {
  try {
    const parsed = parseText(source);
    const unreadable = parsed.file === undefined ? undefined : findUnreadable(parsed.file.value);
    if (parsed.file === undefined || unreadable === undefined) return parsed;
    return { problems: [unreadableProblem(parsed.file, unreadable)] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The readers of YAML call themselves for each level of a text.
    return { problems: [{ ...TOO_DEEP, location: { file: source.name, line: 1, column: 1 }, pointer: "" }] };
  }
}

function parseText(source: SourceText): ParsedSource {
  const fast = parseJson(source) ?? parseYamlFast(source.text);
  if (fast === undefined) return parseYaml(source);
  const { value, problems = [] } = fast;
  return { file: { ...sourceFile(source, value, createEventLocator(source.text)), problems } };
}

interface ParsedText {
  readonly value: JsonValue;
  readonly problems?: readonly ContractProblem[];
}

/** JSON is a hundred times faster to read as JSON than as YAML; positions are found later, when asked for. */
function parseJson({ name, text }: SourceText): ParsedText | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    const index = findRepeatedKey(text);
    return { value, problems: index === undefined ? [] : [repeatedKey(placeAt(name, text, index))] };
  } catch {
    return undefined;
  }
}

function findRepeatedKey(text: string): number | undefined {
  try {
    checkStructure(text, Number.POSITIVE_INFINITY);
    return undefined;
  } catch (error) {
    if (error instanceof RepeatedKeyError) return error.index;
    throw error;
  }
}

function placeAt(file: string, text: string, index: number): SourceLocation {
  const before = text.slice(0, index).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Most parsers take the last of the two (RFC 8259, 4). */
function repeatedKey(location: SourceLocation): ContractProblem {
  return {
    rule: "repeated-key",
    location,
    pointer: "",
    message: "A key occurs twice in one map.",
    advice: "Remove or rename one of the two.",
  };
}

const FAST_SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/**
 * js-yaml takes a quarter of the time that yaml takes, and parsing is most of the time of a start; yaml finds positions
 * later, on demand. A text that js-yaml rejects goes to yaml, whose errors have locations; so does a text with anchors,
 * because only yaml limits the expansion of aliases.
 */
function parseYamlFast(text: string): ParsedText | undefined {
  if (/(^|[\s[{,:?-])&\S/m.test(text)) return undefined;
  try {
    return { value: (load(text, { schema: FAST_SCHEMA }) as JsonValue | undefined) ?? null };
  } catch {
    return undefined;
  }
}

function parseYaml(source: SourceText): ParsedSource {
  const parsed = parseWithLines(source.text);
  const { document, lines } = parsed;
  // A tag that is not known would be ignored; that of numbers is not known for whole ones (see `alignValues`).
  const warnings = document.warnings.filter(({ message }) => !message.includes("tag:yaml.org,2002:float"));
  const errors = [...document.errors, ...warnings];
  if (errors.length > 0) {
    const problems = errors.map((error) => syntaxProblem(source, error, lines.linePos(error.pos[0])));
    return { problems };
  }
  alignValues(document);
  try {
    const value = document.toJS({ maxAliasCount: 1_000 }) as JsonValue;
    return { file: sourceFile(source, value ?? null, createYamlLocator(source.text, parsed)) };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { problems: [syntaxProblem(source, { message, code: "" }, { line: 1, col: 1 })] };
  }
}

/** The two readers differ in these values; a text means the same with an anchor in it and without. */
function alignValues(document: Document.Parsed): void {
  visit(document, {
    Scalar(_, scalar) {
      const { value, source = "", tag } = scalar;
      // A number that a double does not hold is text, and no infinity.
      if ((value === Infinity || value === -Infinity) && /\d/.test(source)) scalar.value = source;
      if (tag === "tag:yaml.org,2002:float" && typeof value === "string") scalar.value = Number(value);
    },
    Pair(_, { key }) {
      if (isScalar(key) && key.value === null) key.value = "null";
    },
  });
}

function unreadableProblem(file: SourceFile, { kind, path }: Unreadable): ContractProblem {
  const where = { location: file.locate(path), pointer: formatPointer(path) };
  if (kind === "too-deep") return { ...where, ...TOO_DEEP };
  return {
    ...where,
    rule: "syntax",
    message: "This alias refers to a value that contains it, so the value has no end.",
    advice: "Use a reference ($ref) where a value contains itself.",
  };
}

function sourceFile(
  { address, name }: SourceText,
  value: JsonValue,
  locate: ReturnType<typeof createYamlLocator>,
): SourceFile {
  return { address, name, value, locate: (segments) => ({ file: name, ...locate(segments) }) };
}

function syntaxProblem(
  { name }: SourceText,
  error: Pick<YAMLError, "message"> & { readonly code: string },
  position: { readonly line: number; readonly col: number },
): ContractProblem {
  const location = { file: name, line: Math.max(position.line, 1), column: Math.max(position.col, 1) };
  if (error.code === "DUPLICATE_KEY") return repeatedKey(location);
  if (error.code === "RESOURCE_EXHAUSTION") return { ...TOO_DEEP, location, pointer: "" };
  return {
    rule: "syntax",
    location,
    pointer: "",
    message: `This is not valid YAML or JSON: ${error.message}.`,
    advice: "Correct the text at this location.",
  };
}
