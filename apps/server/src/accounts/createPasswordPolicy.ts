/** Judges passwords that are newly chosen (AUT-03). */
export interface PasswordPolicy {
  /** One sentence per fault; none when the password may be used. */
  faultsOf(candidate: PasswordCandidate): Promise<readonly string[]>;
}

/** A password and who wants it. */
export interface PasswordCandidate {
  readonly username: string;
  readonly password: string;
}

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

/** Loads the list of common passwords, lower case; about 49,000 words, read when a password is chosen. */
async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"]);
}

/** What a guesser knows. */
interface GuesserKnowledge {
  /** Common passwords, lower case. */
  readonly common: ReadonlySet<string>;
  /** Words of this account and product. */
  readonly givenWords: readonly string[];
}

/** Fewer different characters than this make a pattern, not a password. */
const MIN_DISTINCT_CHARACTERS = 5;
/** What must be left when the parts anybody can guess are taken away. */
const MIN_LEFT_CHARACTERS = 8;
/** Runs of neighbours on keyboard, alphabet and digits; both directions are looked for. */
const RUNS = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv5tgb",
];
/** The shortest stretch of a run that counts as one. */
const MIN_RUN_CHARACTERS = 4;
const SUBSTITUTES: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/**
 * Whether a password is common, or a common one with decoration: repeated, with digits and signs around it, with
 * look-alike signs, filled up with runs of the keyboard, or built on the name of the user or product (AUT-03).
 */
function isPredictable(password: string, { common, givenWords }: GuesserKnowledge): boolean {
  const text = password.toLowerCase();
  if (new Set(text).size < MIN_DISTINCT_CHARACTERS) return true;
  const unit = repeatedUnitOf(text);
  const isCommon = [text, unit].some((form) => bareFormsOf(form).some((bare) => common.has(bare)));
  return isCommon || [...unitWithout(unit, givenWords)].length < MIN_LEFT_CHARACTERS;
}

/** The text itself, without decoration at its ends, and with look-alike signs read as letters. */
function bareFormsOf(text: string): string[] {
  const plain = [...text].map((character) => SUBSTITUTES[character] ?? character).join("");
  const trimmed = [text, plain].map((form) => form.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
  const trimmedFirst = [...(trimmed[0] ?? "")]
    .map((character) => SUBSTITUTES[character] ?? character)
    .join("");
  return [text, plain, ...trimmed, trimmedFirst].filter((form) => form.length > 0);
}

/** The shortest part that gives the whole text when repeated; the last repetition may be cut off. */
function repeatedUnitOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

function unitWithout(text: string, givenWords: readonly string[]): string {
  const words = givenWords.map((word) => word.toLowerCase()).filter((word) => word.length >= 3);
  return [...words, ...runsIn(text)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), text);
}

/** Every longest stretch of neighbours in the text. */
function runsIn(text: string): string[] {
  const runs = RUNS.flatMap((run) => [run, [...run].reverse().join("")]);
  const found: string[] = [];
  for (let start = 0; start < text.length; start += 1) {
    let end = start + MIN_RUN_CHARACTERS;
    while (end <= text.length && runs.some((run) => run.includes(text.slice(start, end)))) end += 1;
    if (end > start + MIN_RUN_CHARACTERS) found.push(text.slice(start, end - 1));
  }
  return found;
}
