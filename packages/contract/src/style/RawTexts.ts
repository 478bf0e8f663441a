/** The texts of one part of a request as they came, by decoded name, in the order in which they came. */
export type RawTexts = ReadonlyMap<string, readonly string[]>;

/** Decodes a raw text; `undefined` where it is not well formed. */
export type DecodeText = (raw: string) => string | undefined;

/** Decodes percent-encoded UTF-8 (RFC 3986, 2.1); a plus sign stays one. */
export const decodePercent: DecodeText = (raw) => {
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
};

/** Decodes a name or value of a query or form, where a plus sign is a space (WHATWG URL, 5.1). */
export const decodeFormText: DecodeText = (raw) =>
  decodePercent(raw.includes("+") ? raw.replaceAll("+", " ") : raw);

/** What a URL holds only percent-encoded (RFC 3986, 2); Node reads its bytes as other characters. */
const NOT_ASCII = /[\u0080-\uffff]/;

/** Decodes a part of a path. */
export const decodePathText: DecodeText = (raw) => (NOT_ASCII.test(raw) ? undefined : decodePercent(raw));

/** Decodes a name or value of a query. */
export const decodeQueryText: DecodeText = (raw) => (NOT_ASCII.test(raw) ? undefined : decodeFormText(raw));

/** Takes the optional white space around a header value away (RFC 9110, 5.6.3). */
export function withoutSpaces(raw: string): string {
  const isSpace = (at: number): boolean => raw[at] === " " || raw[at] === "\t";
  let start = 0;
  let end = raw.length;
  while (start < end && isSpace(start)) start += 1;
  // A regular expression would begin again at each space in the middle.
  while (end > start && isSpace(end - 1)) end -= 1;
  return raw.slice(start, end);
}

/** Decodes a header value; nothing is encoded in there. */
export const decodeHeaderText: DecodeText = withoutSpaces;

/** Takes a text as it is. */
export const decodeNothing: DecodeText = (raw) => raw;

/** A query or form, taken apart. */
export interface SplitPairs {
  /** By decoded name, pairs with a broken name left out; the values are not decoded. */
  readonly texts: RawTexts;
  /** Whether a name or value holds a broken percent-encoding or bytes that are not UTF-8. */
  readonly isMalformed: boolean;
}

const NO_PAIRS: SplitPairs = { texts: new Map(), isMalformed: false };

/**
 * Takes a query, or a body of `application/x-www-form-urlencoded`, apart (WHATWG URL, 5.1).
 *
 * @param decode the characters that it may hold are those of a form, unless said otherwise
 */
export function splitFormPairs(text: string, decode: DecodeText = decodeFormText): SplitPairs {
  if (text === "") return NO_PAIRS;
  const texts = new Map<string, string[]>();
  let isMalformed = false;
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const raw = equals < 0 ? "" : pair.slice(equals + 1);
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (name === undefined || decode(raw) === undefined) isMalformed = true;
    if (name !== undefined) addText(texts, name, raw);
  }
  return { texts, isMalformed };
}

/** Takes a `Cookie` header apart (RFC 6265, 4.2.1); nothing is decoded, quotes around a value are kept. */
export function splitCookies(header: string | undefined): RawTexts {
  const texts = new Map<string, string[]>();
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0) addText(texts, pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return texts;
}

/** RFC 6265, 4.1.1: a cookie's value may stand in quotes, which are not part of it. */
export function withoutQuotes(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/**
 * The cookies of a `Cookie` header by name, without quotes and percent-decoded where that is well formed. Of two cookies
 * with one name the first counts, which browsers send for the longer path (RFC 6265, 5.4).
 */
export function cookieValues(header: string | undefined): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, [text = ""]] of splitCookies(header)) {
    const bare = withoutQuotes(text);
    values.set(name, decodePercent(bare) ?? bare);
  }
  return values;
}

/** Adds a text under a name that may have some already. */
export function addText(texts: Map<string, string[]>, name: string, text: string): void {
  const known = texts.get(name);
  if (known === undefined) texts.set(name, [text]);
  else known.push(text);
}
