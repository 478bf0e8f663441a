import { type ParseArgsConfig, parseArgs } from "node:util";

/** Ends the process with exit code 2: says on standard error what is wrong with the command line, then `help`. */
export function rejectWords(problem: string, help: string): never {
  process.stderr.write(`${problem}\n\n${help}`);
  process.exit(2);
}

/**
 * Reads the command line of a script by the rules of `parseArgs`. `--help` prints `help` and ends the process with exit
 * code 0; an option or a word that is not in `config` ends it with exit code 2.
 */
export function readWords<const Config extends ParseArgsConfig>(
  help: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  if (process.argv.slice(2).some((word) => word === "--help" || word === "-h")) {
    process.stdout.write(help);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return rejectWords(error instanceof Error ? error.message : String(error), help);
  }
}

/** What a number of the command line must be; whole and at least 1 unless said. */
interface NumberRule {
  readonly least?: number;
  readonly whole?: boolean;
}

/**
 * Makes the reader of options that are numbers; it ends the process with exit code 2 where an option is none, or too small.
 *
 * @param values what `readWords` has given, with texts
 */
export function numbersOf<Values extends object>(help: string, values: Values) {
  return (option: keyof Values & string, { least = 1, whole = true }: NumberRule = {}): number => {
    const text = String(values[option]);
    const number = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && (!whole || Number.isInteger(number))) return number;
    const kind = whole ? "a whole number" : "a number";
    return rejectWords(`--${option} takes ${kind} from ${least}, not ${JSON.stringify(text)}.`, help);
  };
}
