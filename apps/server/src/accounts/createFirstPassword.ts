import type { RandomBytes } from "@gatehouse/sessions";

/** Letters and digits that nobody mistakes for one another: no i, l, o, u, 0, 1. 32 of them hold 5 bits each. */
const ALPHABET = "abcdefghjkmnpqrstvwxyz23456789AE";
const GROUPS = 5;
const GROUP_CHARACTERS = 5;

/** A random password of 125 bits, in five groups that can be read from a screen and typed. */
export function createFirstPassword(randomBytes: RandomBytes): string {
  const characters = [...randomBytes(GROUPS * GROUP_CHARACTERS)].map(
    (byte) => ALPHABET[byte % ALPHABET.length],
  );
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_CHARACTERS, (group + 1) * GROUP_CHARACTERS).join(""),
  );
  return groups.join("-");
}
