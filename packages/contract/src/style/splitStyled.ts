import { addText, type DecodeText, type RawTexts } from "./RawTexts.ts";

/** The styles of OpenAPI (3.1.1, 4.8.12.3; `cookie` since 3.2). */
export type Style =
  | "cookie"
  | "deepObject"
  | "form"
  | "label"
  | "matrix"
  | "pipeDelimited"
  | "simple"
  | "spaceDelimited";

/** What a text can be taken apart into. */
export type ValueKind = "array" | "object" | "primitive";

/** A styled value and the texts that it is read from. */
export interface StyledTexts {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  /** All texts of the part of the request; a path parameter or header stands alone under its own name. */
  readonly texts: RawTexts;
  readonly decode: DecodeText;
  /** Whether an exploded object of the style `form` or `cookie` has a property of this name. */
  takes?(name: string): boolean;
}

/** Texts that came one by one under one name: a list, or a scalar that came once. */
export class Repeated {
  readonly texts: readonly string[];

  constructor(texts: readonly string[]) {
    this.texts = texts;
  }
}

/** A value taken apart and decoded; which types its texts have is not known yet. */
export type SplitValue = string | Repeated | readonly string[] | ReadonlyMap<string, SplitValue>;

/** What came of taking a value apart; `undefined` where nothing came at all. */
type Split =
  | { readonly value: SplitValue }
  /** The texts are no value of this style; what was expected, in words. */
  | { readonly expected: string }
  | undefined;

/**
 * Takes the texts of a value apart as its style says (OpenAPI 3.1.1, 4.8.12.4; RFC 6570). An object with the property
 * `__proto__` is no value, as in JSON bodies: copied with `Object.assign`, it would change a prototype (NET-14).
 */
export function splitStyled(source: StyledTexts, kind: ValueKind): Split {
  const split = splitByStyle(source, kind);
  return split !== undefined && "value" in split && namesPrototype(split.value) ? PROTOTYPE_NAMED : split;
}

const PROTOTYPE_NAMED = { expected: 'an object without the property "__proto__"' } as const;

function namesPrototype(value: SplitValue): boolean {
  if (!(value instanceof Map)) return false;
  return value.has("__proto__") || [...value.values()].some(namesPrototype);
}

function splitByStyle(source: StyledTexts, kind: ValueKind): Split {
  switch (source.style as Style) {
    case "label":
      return splitOne(source, (raw) => splitLabel(source, raw, kind));
    case "matrix":
      return splitOne(source, (raw) => splitMatrix(source, raw, kind));
    case "simple":
      return splitOne(source, (raw) => splitDelimited(source, raw, { kind, delimiter: "," }));
    case "deepObject":
      return splitDeep(source);
    case "spaceDelimited":
      return splitForm(source, kind, /%20|\+| /);
    case "pipeDelimited":
      return splitForm(source, kind, /%7C|\|/i);
    case "form":
    case "cookie":
      return splitForm(source, kind, ",");
    default:
      return undefined;
  }
}

/** Whether a name is that of a property of an object in the style `deepObject`. */
export function isDeepName(name: string, key: string): boolean {
  return deepPath(name, key) !== undefined;
}

type Take = (raw: string) => Split;

function splitOne({ name, texts, decode }: StyledTexts, take: Take): Split {
  const [raw, ...others] = texts.get(name) ?? [];
  if (raw === undefined) return undefined;
  if (others.length > 0) return { expected: "sent once" };
  return decode(raw) === undefined ? WELL_FORMED : take(raw);
}

/** What texts with a broken encoding are not. */
export const WELL_FORMED = { expected: "well-formed percent-encoding of UTF-8" } as const;

interface Delimited {
  readonly kind: ValueKind;
  readonly delimiter: string | RegExp;
}

/** `a,b`, `k,v,k,v` or `k=v,k=v`. */
function splitDelimited(
  { decode, explode, style }: StyledTexts,
  raw: string,
  { kind, delimiter }: Delimited,
): Split {
  if (kind === "primitive") return { value: decode(raw) ?? "" };
  const parts = raw === "" ? [] : raw.split(delimiter);
  if (kind === "array") return { value: parts.map((part) => decode(part) ?? "") };
  return explode && style === "simple" ? pairwise(parts, decode) : alternating(parts, decode);
}

function alternating(parts: readonly string[], decode: DecodeText): Split {
  if (parts.length % 2 === 1) return { expected: "names and values by turns" };
  const members = Array.from({ length: parts.length / 2 }, (_, index) =>
    parts.slice(2 * index, 2 * index + 2),
  );
  return toObject(members, decode);
}

function pairwise(parts: readonly string[], decode: DecodeText): Split {
  const members = parts.map((part) => {
    const equals = part.indexOf("=");
    return equals < 0 ? [part] : [part.slice(0, equals), part.slice(equals + 1)];
  });
  return members.every(({ length }) => length === 2)
    ? toObject(members, decode)
    : { expected: 'names and values with "=" between them' };
}

function toObject(members: readonly (readonly string[])[], decode: DecodeText): Split {
  const value = new Map(members.map(([name = "", raw = ""]) => [decode(name) ?? "", decode(raw) ?? ""]));
  return value.size === members.length ? { value } : { expected: "an object with each property once" };
}

function splitLabel(source: StyledTexts, raw: string, kind: ValueKind): Split {
  if (!raw.startsWith(".")) return { expected: 'text that begins with "."' };
  const rest = raw.slice(1);
  if (kind === "primitive" || !source.explode) return splitDelimited(source, rest, { kind, delimiter: "," });
  if (kind === "array") return splitDelimited(source, rest, { kind, delimiter: "." });
  // A point is never encoded (RFC 6570, 3.2.1), so a part without "=" goes on with the value before it.
  return pairwise(rest === "" ? [] : rest.split(/\.(?=[^.=]*=)/), source.decode);
}

function splitMatrix(source: StyledTexts, raw: string, kind: ValueKind): Split {
  const { name, decode, explode } = source;
  if (!raw.startsWith(";")) return { expected: `text that begins with ";${name}"` };
  const segments = raw.slice(1).split(";");
  // An empty value has no "=" (RFC 6570, 3.2.7).
  if (kind === "object" && explode) {
    return pairwise(
      segments.map((segment) => (segment.includes("=") ? segment : `${segment}=`)),
      decode,
    );
  }
  const values = segments.map((segment) => {
    const [key = ""] = segment.split("=", 1);
    return decode(key) === name ? segment.slice(key.length + 1) : undefined;
  });
  if (!values.every((value) => value !== undefined))
    return { expected: `values with ";${name}=" before each` };
  if (kind === "array" && explode) return { value: values.map((value) => decode(value) ?? "") };
  const [only = "", ...others] = values;
  return others.length > 0
    ? { expected: `one value after ";${name}="` }
    : splitDelimited(source, only, { kind, delimiter: "," });
}

/** The styles of queries, cookies and forms; several values under one name are one only where they are exploded. */
function splitForm(source: StyledTexts, kind: ValueKind, delimiter: string | RegExp): Split {
  const { name, texts, decode, explode } = source;
  if (kind === "object" && explode) return splitExploded(source);
  // An object with a property of the value's own name: what came under its other names belongs to it as well.
  if (source.takes?.(name) && [...texts.keys()].some((key) => key !== name && source.takes?.(key)))
    return undefined;
  if (kind !== "array" || !explode) {
    return splitOne(source, (raw) => splitDelimited(source, raw, { kind, delimiter }));
  }
  const decoded = texts.get(name)?.map(decode);
  if (decoded === undefined) return undefined;
  return decoded.every((text) => text !== undefined) ? { value: new Repeated(decoded) } : WELL_FORMED;
}

function splitExploded(source: StyledTexts): Split {
  const members = [...source.texts].filter(([name]) => source.takes?.(name) === true);
  if (members.length === 0) return undefined;
  const value = new Map<string, SplitValue>();
  for (const [name, raws] of members) {
    const decoded = raws.map(source.decode);
    if (!decoded.every((text) => text !== undefined)) return WELL_FORMED;
    value.set(name, new Repeated(decoded));
  }
  return { value };
}

/** `name[property]=value`; lists repeat the name and nested objects add brackets, which OpenAPI leaves open. */
function splitDeep({ name, texts, decode }: StyledTexts): Split {
  const root = new Map<string, SplitValue>();
  for (const [key, raws] of texts) {
    const path = deepPath(name, key);
    if (path === undefined) continue;
    const decoded = raws.map(decode);
    if (!decoded.every((text) => text !== undefined)) return WELL_FORMED;
    if (!setDeep(root, path, new Repeated(decoded)))
      return { expected: "an object whose properties either have brackets or have none" };
  }
  return root.size === 0 ? undefined : { value: root };
}

const MAX_DEPTH = 16;

function deepPath(name: string, key: string): readonly string[] | undefined {
  if (!key.startsWith(`${name}[`)) return undefined;
  const brackets = key.slice(name.length);
  if (!/^(?:\[[^[\]]+\])+$/.test(brackets)) return undefined;
  const path = brackets.slice(1, -1).split("][");
  return path.length > MAX_DEPTH ? undefined : path;
}

function setDeep(root: Map<string, SplitValue>, path: readonly string[], value: SplitValue): boolean {
  let object = root;
  for (const name of path.slice(0, -1)) {
    const inner = object.get(name) ?? new Map<string, SplitValue>();
    if (!(inner instanceof Map)) return false;
    object.set(name, inner);
    object = inner;
  }
  const last = path.at(-1) ?? "";
  if (object.has(last)) return false;
  object.set(last, value);
  return true;
}

/**
 * The texts of cookies for values of the style `form`, whose items OpenAPI puts between ampersands: `c=1&c=2` is one
 * cookie for the browser. Lists may also come as cookies of one name, or between commas.
 */
export function spreadCookies(
  texts: RawTexts,
  { name, explode }: { readonly name: string; readonly explode: boolean },
): RawTexts {
  if (!explode) return texts;
  const spread = new Map<string, string[]>();
  for (const [key, raws] of texts) {
    for (const raw of raws) {
      const [first = "", ...others] = raw.split("&");
      const isSpread = others.length > 0 && others.every((part) => part.includes("="));
      addText(spread, key, isSpread ? first : raw);
      for (const part of isSpread ? others : []) {
        const [inner = ""] = part.split("=", 1);
        addText(spread, inner, part.slice(inner.length + 1));
      }
    }
  }
  const own = spread.get(name);
  if (own?.length === 1 && own[0]?.includes(",")) spread.set(name, own[0].split(","));
  return spread;
}
