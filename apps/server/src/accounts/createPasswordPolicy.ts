/** Checks passwords that are newly chosen (AUT-03). */
export interface PasswordPolicy {
  /** One sentence per fault; none when the password may be used. */
  faultsOf(candidate: PasswordCandidate): Promise<readonly string[]>;
}

/** A password and who wants it. */
interface PasswordCandidate {
  readonly username: string;
  readonly password: string;
}

/** NIST SP 800-63B-4: at least 15 characters where the password is the only factor. */
const MIN_PASSWORD_CHARACTERS = 15;
/** The part of a password that a sign-in checks, so a longer password could never be used (AUT-02). */
const MAX_PASSWORD_BYTES = 1024;
/** Words that a guesser tries on this product. */
const PRODUCT_WORDS = ["gatehouse", "hcx", "vmware", "vsphere"];
/** Guesses beyond which a password counts as strong, as a power of ten; zxcvbn calls it very unguessable. */
const STRONG_GUESSES_LOG10 = 10;
/** Only the beginning is estimated: the time grows with the square of the length, and blocks the process. */
const ESTIMATED_CHARACTERS = 48;

type Estimate = (password: string, givenWords: readonly string[]) => number;

/** Length and guessability, and nothing else: no rules about kinds of characters, no ageing (NIST SP 800-63B-4). */
export function createPasswordPolicy(options: { readonly minCharacters?: number } = {}): PasswordPolicy {
  const { minCharacters = MIN_PASSWORD_CHARACTERS } = options;
  // A random password of the shortest length is good enough.
  const neededLog10 = Math.min(STRONG_GUESSES_LOG10, minCharacters);
  let estimate: Promise<Estimate> | undefined;

  async function guessFaults({ username, password }: PasswordCandidate): Promise<string[]> {
    estimate ??= loadEstimate();
    const words = [username, ...username.split(/[@\\./_-]+/), ...PRODUCT_WORDS];
    const givenWords = words.filter((word) => word.length >= 3);
    return (await estimate)(password, givenWords) < neededLog10
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

/** Loads zxcvbn and its dictionary of about 57,000 words, when the first password is chosen. */
async function loadEstimate(): Promise<Estimate> {
  const { ZxcvbnFactory } = await import("@zxcvbn-ts/core");
  const { adjacencyGraphs, dictionary } = await import("@zxcvbn-ts/language-common");
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: ESTIMATED_CHARACTERS });
  return (password, givenWords) => zxcvbn.check(password, [...givenWords]).guessesLog10;
}
