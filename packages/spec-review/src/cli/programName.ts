type Environment = Readonly<Record<string, string | undefined>>;

/** How the reader calls this command again: through the script of npm that has called it, or by its name. */
export function programName({ npm_lifecycle_event: script }: Environment): string {
  return script === undefined || script === "npx" ? "spec-review" : `npm run ${script} --`;
}
