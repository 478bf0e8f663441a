/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/** The text in place of a secret. */
export const REDACTED = "[redacted]";

/** A known secret shorter than this would blank half of every text. */
const SHORTEST_KNOWN_SECRET = 4;

const NAMES =
  "pass(?:word|wd|phrase)|pwd|secret|token|authorization|cookie|credentials?|api[-_]?key|private[-_]?key|x-hm-authorization";

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  // User and password of a URL. A password may hold "/" or "@" itself, so all up to the last "@" goes.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s"']*@/gi, `$1${REDACTED}@`],
  [/\b(bearer|basic|negotiate|digest)\s+[^\s"',;]+/gi, `$1 ${REDACTED}`],
  // name=value, name: value and "name":"value", closed or cut off in the middle.
  [
    new RegExp(
      `((?:${NAMES})["']?\\s*(?:[:=]|=>)\\s*)("(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|[^\\s"',;&}]+)`,
      "gi",
    ),
    `$1${REDACTED}`,
  ],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, REDACTED],
  [/\$(?:argon2(?:id|i|d)|scrypt|pbkdf2[\w-]*|2[aby])\$[^\s"']+/g, REDACTED],
  // 256 bit in base64url: the form of a session token and of its digest.
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, REDACTED],
];

/**
 * Makes the last guard before a log: it redacts known secrets, and text that looks like a secret (LOG-02).
 *
 * It guards against mistakes; no code may rely on it to log a secret.
 *
 * @param known secrets of the configuration, redacted at any position
 */
export function createScrubber(known: readonly string[] = []): Scrub {
  const secrets = known.filter((secret) => secret.length >= SHORTEST_KNOWN_SECRET);
  return (text) => {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, REDACTED);
    for (const [pattern, replacement] of rules) clean = clean.replace(pattern, replacement);
    return clean;
  };
}
