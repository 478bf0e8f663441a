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
