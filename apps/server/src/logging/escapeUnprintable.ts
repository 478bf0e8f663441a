/** Everything a terminal or a log viewer may act on instead of showing: controls, direction marks, line ends, gaps. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Writes every unprintable character of a JSON text as `\uXXXX`, so that one record stays one line and shows as what
 * it is in every viewer (LOG-04). JSON itself leaves DEL, the C1 controls, U+2028 and direction marks as they are.
 *
 * @param json JSON without white space between its parts: what is unprintable then stands inside a string
 */
export function escapeUnprintable(json: string): string {
  return PLAIN.test(json) ? json : json.replace(UNPRINTABLE, escapeUnits);
}

function escapeUnits(character: string): string {
  let escaped = "";
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}

/**
 * Cuts a text to a number of UTF-16 units and marks the cut with `…`; a surrogate pair is never cut in two and half
 * pairs become U+FFFD, so that strict readers of JSON can read it (LOG-04).
 */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text.toWellFormed();
  return `${text
    .slice(0, longest)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}
