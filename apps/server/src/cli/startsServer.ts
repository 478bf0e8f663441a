/** Options of the program that take a value, as `createProgram` defines them. */
const WITH_VALUE: readonly string[] = ["--data-dir", "--settings"];

/** Whether a command line starts the server. Options of the program may precede the command. */
export function startsServer(words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const command = words.find(
    (word, index) => !word.startsWith("-") && !WITH_VALUE.includes(words[index - 1] ?? ""),
  );
  return command === "serve";
}
