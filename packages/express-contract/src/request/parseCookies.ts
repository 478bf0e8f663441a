const NO_COOKIES: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

function decode(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Reads a `Cookie` header (RFC 6265, 4.2.1); the first of two cookies with one name counts. */
export function parseCookies(header: string | undefined): Readonly<Record<string, string>> {
  if (header === undefined) return NO_COOKIES;
  const cookies: Record<string, string> = Object.create(null);
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const name = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    const bare =
      value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
    if (!(name in cookies)) cookies[name] = decode(bare);
  }
  return cookies;
}
