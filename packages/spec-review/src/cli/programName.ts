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
 * by its name where the shell finds it, by its path where it is installed, and else by its file. `npx spec-review` is never
 * offered: where a hint of a CI is read, nothing may be installed, and npx would fetch a stranger's package.
 */
export function programName({ cwd, env, script }: Invocation): string {
  const { npm_lifecycle_event: event, PATH = "" } = env;
  if (event !== undefined && event !== "npx") return `npm run ${event} --`;
  const isNpm = event === "npx";
  const onPath = PATH.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, NAME)));
  if (onPath && !isNpm) return NAME;
  const installed = installedIn(cwd);
  if (installed !== undefined) return relative(cwd, installed);
  const path = relative(cwd, script);
  return `node ${path.startsWith("..") ? script : path}`;
}

function installedIn(folder: string): string | undefined {
  const path = join(folder, "node_modules/.bin", NAME);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : installedIn(parent);
}
