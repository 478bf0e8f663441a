const MAX_PAIRS = 100;
const RESERVED = /[:/?#[\]@!$&'()*+,;=]/;
const RESERVED_BUT_COMMA = /[:/?#[\]@!$&'()*+;=]/;

/** Which characters a value may hold without being encoded. */
export type QueryRules = ReadonlyMap<
  string,
  { readonly allowReserved: boolean; readonly allowComma: boolean }
>;

/**
 * Reads a query of known parameters, each with its values in order.
 *
 * @returns `undefined` for anything unusual: unknown names, empty values, reserved characters, broken encodings.
 */
export function readQuery(
  rawQuery: string,
  rules: QueryRules,
): ReadonlyMap<string, readonly string[]> | undefined {
  const values = new Map<string, readonly string[]>();
  if (rawQuery === "") return values;
  const pairs = rawQuery.split("&", MAX_PAIRS + 1);
  if (pairs.length > MAX_PAIRS) return undefined;
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const name = decode(pair.slice(0, Math.max(equals, 0)));
    const raw = pair.slice(equals + 1);
    const rule = name === undefined ? undefined : rules.get(name);
    if (name === undefined || rule === undefined || raw === "" || name !== pair.slice(0, equals))
      return undefined;
    const value = readValue(raw, rule);
    if (value === undefined) return undefined;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function readValue(
  raw: string,
  rule: { readonly allowReserved: boolean; readonly allowComma: boolean },
): string | undefined {
  const refused = rule.allowComma ? RESERVED_BUT_COMMA : RESERVED;
  if (rule.allowReserved ? /[+=?]/.test(raw) : refused.test(raw)) return undefined;
  return decode(raw);
}

function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
