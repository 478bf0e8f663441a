/** A response as it came over the wire. */
export interface ResponseFacts {
  readonly status: number;
  /** By name, or as pairs of name and value; a name may come more than once. */
  readonly headers:
    | Readonly<Record<string, string | number | readonly string[] | undefined>>
    | Iterable<readonly [string, string]>;
  /** `undefined` and no bytes mean the same: there was no body. */
  readonly body: string | Uint8Array | undefined;
  /** The method of the request, where it differs from the operation's: a HEAD that a GET operation served. */
  readonly requestMethod?: string | undefined;
}

/** Response headers by lower-case name, each with all of its values in order. */
export type HeaderValues = ReadonlyMap<string, readonly string[]>;

/** Brings headers of any form into one. */
export function readHeaders(headers: ResponseFacts["headers"]): HeaderValues {
  const values = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value]);
  };
  if (Symbol.iterator in headers) {
    for (const [name, value] of headers as Iterable<readonly [string, string]>) add(name, value);
    return values;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    for (const single of Array.isArray(value) ? value : [value]) add(name, String(single));
  }
  return values;
}
