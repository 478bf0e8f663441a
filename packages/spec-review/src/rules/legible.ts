/** Line and tab, all other control characters, and marks that turn or hide what follows them (UAX 9, 3.1). */
const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Writes characters out that a terminal would obey or a reader would not see, such as `\u001b`; a text of the document
 * must not colour, overwrite or turn around the report that quotes it.
 */
export function legible(text: string): string {
  return text.replaceAll(INVISIBLE, (char) => {
    if (char === "\n") return "\\n";
    if (char === "\t") return "\\t";
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
