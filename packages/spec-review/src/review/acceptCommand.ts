/** Words that a shell takes as they are. */
const PLAIN = /^[\w@%+=:,./~^-]+$/;

/**
 * The command that decides on a finding, `<fingerprint>` to be put in.
 * @param sides the arguments that name the two sides
 * @param program how the command is called here
 */
export function acceptCommand(sides: readonly string[], program = "spec-review"): string {
  return [program, "accept", "<fingerprint>", ...sides.map(quoted), '--reason "…"'].join(" ");
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
