import type { RandomBytes } from "@gatehouse/sessions";

/** How long a one-time password opens its one session: three days, so that a weekend does not lock its user out. */
export const ONE_TIME_PASSWORD_LIFETIME_SECONDS = 259_200;

/** Letters and digits that are not mistaken for one another: no i, l, o, u, 0, 1. 32 of them hold 5 bits each. */
const ALPHABET = "abcdefghjkmnpqrstvwxyz23456789AE";
const GROUPS = 5;
const GROUP_CHARACTERS = 5;

/** A password that is made for one sign-in, in which it has to be changed. */
export interface OneTimePassword {
  readonly password: string;
  /** Unix milliseconds. */
  readonly passwordExpiresAtMs: number;
}

/** A random password of 125 bits, in five groups that can be read from a screen and typed. */
export function createOneTimePassword(randomBytes: RandomBytes, nowMs: number): OneTimePassword {
  const characters = [...randomBytes(GROUPS * GROUP_CHARACTERS)].map(
    (byte) => ALPHABET[byte % ALPHABET.length],
  );
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_CHARACTERS, (group + 1) * GROUP_CHARACTERS).join(""),
  );
  return {
    password: groups.join("-"),
    passwordExpiresAtMs: nowMs + ONE_TIME_PASSWORD_LIFETIME_SECONDS * 1000,
  };
}
