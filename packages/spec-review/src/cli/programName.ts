import { existsSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** How the process was started. */
export interface Invocation {
  readonly cwd: string;
  readonly env: Environment;
  /** The file that Node runs (`process.argv[1]`). */
  readonly script: string;
}

const NAME = "spec-review";

/**
 * How the reader calls this command again, so that a hint works as it is printed: by the npm script that called it,
 * by its name where the shell finds it, by npx where it is installed, and else by its file. `npx spec-review` is only
 * offered where that name is installed here, because npx would fetch a stranger's package otherwise.
 */
export function programName({ cwd, env, script }: Invocation): string {
  const { npm_lifecycle_event: event, PATH = "" } = env;
  if (event !== undefined && event !== "npx") return `npm run ${event} --`;
  const isNpm = event === "npx";
  const onPath = PATH.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, NAME)));
  if (onPath && !isNpm) return NAME;
  if (isInstalled(cwd)) return `npx ${NAME}`;
  const path = relative(cwd, script);
  return `node ${path.startsWith("..") ? script : path}`;
}

function isInstalled(folder: string): boolean {
  if (existsSync(join(folder, "node_modules/.bin", NAME))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInstalled(parent);
}
