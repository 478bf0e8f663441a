import { escapeUnprintable } from "../../logging/escapeUnprintable.ts";

/**
 * A text that came from outside, such as a name, as a terminal may show it: what would move the cursor, change colours
 * or turn the direction of writing is written as `\uXXXX` (LOG-04).
 */
export function printable(text: string): string {
  return escapeUnprintable(text);
}
