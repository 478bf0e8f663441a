/** A media range of an `Accept` header. */
export interface AcceptedRange {
  /** `type/subtype`, `type/*` or the range of all types; lower case. */
  readonly mediaRange: string;
  /** By lower-case name, without `q`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** From 0 (not acceptable) to 1. */
  readonly quality: number;
}

/** The media types that a client wants. */
export interface Accept {
  /** In the order of the header; empty where there is none, which accepts everything. */
  readonly ranges: readonly AcceptedRange[];
  /**
   * The media type that the client likes best; of equally liked ones the first.
   *
   * @returns `undefined` where it accepts none of them
   */
  preferred<Type extends string>(available: readonly Type[]): Type | undefined;
}

interface MediaRange {
  readonly mediaRange: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** One item of the list, with quoted strings in it. */
const ITEM = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;
const PARAMETER = /;\s*([^=;\s]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*)))?/g;
const QUALITY = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** Reads an `Accept` header (RFC 9110, 12.5.1). A quality that is no number counts as 1. */
export function parseAccept(header: string | undefined): Accept {
  const ranges = (header?.match(ITEM) ?? []).flatMap((item) => toAcceptedRange(item));
  return {
    ranges,
    preferred: (available) => {
      const ranked = available.map((type) => ({ type, quality: qualityOf(ranges, type) }));
      const best = Math.max(0, ...ranked.map(({ quality }) => quality));
      return best === 0 ? undefined : ranked.find(({ quality }) => quality === best)?.type;
    },
  };
}

function toAcceptedRange(item: string): readonly AcceptedRange[] {
  const { mediaRange, parameters } = readMediaRange(item);
  if (!mediaRange.includes("/")) return [];
  const { q, rest } = splitQuality(parameters);
  return [{ mediaRange, parameters: rest, quality: q !== undefined && QUALITY.test(q) ? Number(q) : 1 }];
}

function splitQuality(parameters: ReadonlyMap<string, string>) {
  const rest = new Map(parameters);
  const q = rest.get("q");
  rest.delete("q");
  return { q, rest };
}

function readMediaRange(text: string): MediaRange {
  const semicolon = text.indexOf(";");
  const mediaRange = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  if (semicolon < 0) return { mediaRange, parameters };
  for (const [, name = "", quoted, bare = ""] of text.slice(semicolon).matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1"));
  }
  return { mediaRange, parameters };
}

/** The most specific range that fits decides. */
function qualityOf(ranges: readonly AcceptedRange[], type: string): number {
  if (ranges.length === 0) return 1;
  const wanted = readMediaRange(type);
  let best = { rank: 0, quality: 0 };
  for (const range of ranges) {
    const rank = rankOf(range, wanted);
    if (rank > best.rank) best = { rank, quality: range.quality };
  }
  return best.quality;
}

function rankOf(range: AcceptedRange, wanted: MediaRange): number {
  if (range.mediaRange === "*/*") return 1;
  const [type = ""] = wanted.mediaRange.split("/", 1);
  if (range.mediaRange === `${type}/*`) return 2;
  if (range.mediaRange !== wanted.mediaRange) return 0;
  const fits = [...range.parameters].every(([name, value]) => wanted.parameters.get(name) === value);
  return fits ? 3 + range.parameters.size : 0;
}
