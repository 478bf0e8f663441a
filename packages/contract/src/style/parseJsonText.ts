import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isExactNumber } from "./isExactNumber.ts";

/** Deeper than any message that people design, and far from where a recursive reader ends. */
const MAX_JSON_DEPTH = 64;

/** JSON as it came in a request. */
export interface ParsedJson {
  readonly value: JsonValue;
  /** By JSON pointer into the value: the texts of numbers that are not whole numbers which JavaScript holds exactly. */
  readonly inexact: ReadonlyMap<string, string>;
}

const NO_NUMBERS: ReadonlyMap<string, string> = new Map();
const LONG_NUMBER = /\d{16}|\d[eE]|\.\d{15}/;
const STRUCTURE = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/**
 * Reads JSON (RFC 8259) that came from outside. A key that occurs twice, the key `__proto__` and a nesting of more
 * than 64 levels mean different things to different readers, and are no JSON here.
 *
 * @throws SyntaxError whose message is a sentence that quotes nothing of the text
 */
export function parseJsonText(text: string): ParsedJson {
  const value = parse(text);
  checkStructure(text, MAX_JSON_DEPTH);
  if ((text.includes("__proto__") || text.includes("\\u")) && holdsProtoKey(value)) {
    throw new SyntaxError('It holds the key "__proto__".');
  }
  return { value, inexact: LONG_NUMBER.test(text) ? findInexact(text) : NO_NUMBERS };
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new SyntaxError("It is not valid JSON.", { cause });
  }
}

interface Frame {
  /** The keys so far; a list has none. */
  readonly keys: Set<string> | undefined;
  expectsKey: boolean;
}

/** An object has a key twice. */
export class RepeatedKeyError extends SyntaxError {
  /** Where the second one stands in the text, in UTF-16 units. */
  readonly index: number;

  constructor(index: number) {
    super("An object in it holds a key twice.");
    this.index = index;
  }
}

/**
 * `JSON.parse` keeps the last of two keys; a reader in front of us may have kept the first (RFC 8259, 4).
 *
 * @throws {RepeatedKeyError} for a key that occurs twice
 * @throws {SyntaxError} for a nesting of more than `maxDepth` levels
 */
export function checkStructure(text: string, maxDepth: number): void {
  const frames: Frame[] = [];
  for (const { 0: token, index } of text.matchAll(STRUCTURE)) {
    const frame = frames.at(-1);
    if (token === "{") frames.push({ keys: new Set(), expectsKey: true });
    else if (token === "[") frames.push({ keys: undefined, expectsKey: false });
    else if (token === "}" || token === "]") frames.pop();
    else if (token === ",") expectKey(frame);
    else if (frame?.keys !== undefined && frame.expectsKey) addKey(frame.keys, frame, { token, index });
    if (frames.length > maxDepth) throw new SyntaxError(`It is nested more than ${maxDepth} deep.`);
  }
}

function expectKey(frame: Frame | undefined): void {
  if (frame?.keys !== undefined) frame.expectsKey = true;
}

function addKey(
  keys: Set<string>,
  frame: Frame,
  { token, index }: { readonly token: string; readonly index: number },
): void {
  const key = JSON.parse(token) as string;
  if (keys.has(key)) throw new RepeatedKeyError(index);
  keys.add(key);
  frame.expectsKey = false;
}

/** `JSON.parse` makes `__proto__` an own key, and a later `Object.assign` makes the prototype of it. */
function holdsProtoKey(value: JsonValue): boolean {
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if (Object.hasOwn(next, "__proto__")) return true;
    open.push(...Object.values(next).filter((child) => typeof child === "object" && child !== null));
  }
  return false;
}

/** Reads a second time, with the source text of each number (ECMAScript 2026, 25.5.1). */
function findInexact(text: string): ReadonlyMap<string, string> {
  const byHolder = new Map<object, Map<string, string>>();
  const root: unknown = JSON.parse(
    text,
    // biome-ignore lint/complexity/useMaxParams: the language gives a reviver the source as its third parameter.
    function (this: object, key, value: unknown, context?: { readonly source?: string }) {
      const { source } = context ?? {};
      if (typeof value === "number" && source !== undefined && !isExactNumber(source, { asInteger: true })) {
        byHolder.set(this, (byHolder.get(this) ?? new Map()).set(key, source));
      }
      return value;
    },
  );
  const found = new Map<string, string>();
  if (byHolder.size === 0) return found;
  if (typeof root === "number") return found.set("", text.trim());
  collect(root, "", { byHolder, found });
  return found;
}

interface Collection {
  readonly byHolder: ReadonlyMap<object, ReadonlyMap<string, string>>;
  readonly found: Map<string, string>;
}

function collect(value: unknown, pointer: string, collection: Collection): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, text] of collection.byHolder.get(value) ?? [])
    collection.found.set(childPointer(pointer, key), text);
  for (const [key, child] of Object.entries(value)) collect(child, childPointer(pointer, key), collection);
}
