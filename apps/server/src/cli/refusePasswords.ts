import { UsageError } from "./UsageError.ts";

/** What people type who want to hand over a password: `-p`, `--pass`, `--password`, with or without a value. */
const PASSWORD_OPTION = /^(-p.*|--pw.*|--pass(?!word-stdin$).*)$/;

/**
 * Refuses a password on the command line, without repeating it.
 *
 * @throws {UsageError} when there is one
 */
export function refusePasswords(words: readonly string[]): void {
  if (!words.some((word) => PASSWORD_OPTION.test(word))) return;
  throw new UsageError(
    "A password on the command line can be seen by everybody on this machine and stays in the history of the shell, so it is not taken. Leave it out to be asked for it, or pipe it in with --password-stdin. If that was a real password, change it.",
  );
}
