import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "./ExternalValidator.ts";

/**
 * Installs a package into the workspace, without install scripts, unless it is there.
 *
 * @throws {Error} when npm fails
 */
export async function installFromNpm({ home, run }: Workspace, name: string, version: string): Promise<void> {
  const manifest = join(home, "node_modules", name, "package.json");
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version) return;
  // Without a manifest here, npm would use the one of the repository.
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true }));
  const { code, output } = await run({
    program: "npm",
    words: ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`],
    folder: home,
  });
  if (code !== 0) throw new Error(`${name} cannot be installed.\n${output}`);
}
