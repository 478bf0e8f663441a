import { isPredictable } from "./isPredictable.ts";
import { loadCommonPasswords } from "./loadCommonPasswords.ts";
import type { PasswordCandidate, PasswordPolicy } from "./PasswordPolicy.ts";

/** NIST SP 800-63B-4: at least 15 characters where the password is the only factor. */
export const MIN_PASSWORD_CHARACTERS = 15;
/** What a sign-in looks at, so a longer password could never be used (AUT-02). */
const MAX_PASSWORD_BYTES = 1024;
/** Words everybody would try on this product. */
const PRODUCT_WORDS = ["gatehouse", "hcx", "vmware", "vsphere"];

/** Length and guessability, and nothing else: no rules about kinds of characters, no ageing (NIST SP 800-63B-4). */
export function createPasswordPolicy(
  options: { readonly minCharacters?: number; readonly loadCommon?: () => Promise<ReadonlySet<string>> } = {},
): PasswordPolicy {
  const { minCharacters = MIN_PASSWORD_CHARACTERS, loadCommon = loadCommonPasswords } = options;
  let common: Promise<ReadonlySet<string>> | undefined;

  async function guessFaults({ username, password }: PasswordCandidate): Promise<string[]> {
    common ??= loadCommon();
    const givenWords = [username, ...username.split(/[@\\./_-]+/), ...PRODUCT_WORDS];
    return isPredictable(password, { common: await common, givenWords })
      ? [
          "The password is among the first ones a guesser tries; choose several words that do not belong together.",
        ]
      : [];
  }

  return {
    async faultsOf(candidate) {
      const faults = lengthFaults(candidate.password, minCharacters);
      return faults.length > 0 ? faults : guessFaults(candidate);
    },
  };
}

function lengthFaults(password: string, minCharacters: number): string[] {
  const characters = [...password].length;
  if (characters < minCharacters) {
    return [
      `The password has ${characters} characters; use at least ${minCharacters}. Several words make a good one.`,
    ];
  }
  const bytes = Buffer.byteLength(password);
  return bytes > MAX_PASSWORD_BYTES
    ? [`The password has ${bytes} bytes; use at most ${MAX_PASSWORD_BYTES}.`]
    : [];
}
