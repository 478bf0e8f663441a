import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { OutsideResult, OutsideTool } from "./OutsideTool.ts";
import { runQuietly } from "./runQuietly.ts";

/** Opens the Redocly command line of the workspace. */
export function openRedocly(): OutsideTool {
  const manifest = createRequire(import.meta.url).resolve("@redocly/cli/package.json");
  const { version }: { readonly version: string } = createRequire(import.meta.url)(manifest);
  const program = join(dirname(manifest), "bin", "cli.js");
  return {
    name: "Redocly diff",
    version,
    command: "redocly diff base.yaml head.yaml --format json",
    note: "Flagged is what needs a new major version. The command is marked experimental.",
    compare: (pairs) => new Map(pairs.map(({ name, base, head }) => [name, resultOf(program, base, head)])),
  };
}

function resultOf(program: string, base: string, head: string): OutsideResult {
  const env = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
  const { stdout } = runQuietly(process.execPath, [program, "diff", base, head, "--format", "json"], { env });
  const start = stdout.indexOf("{");
  if (start < 0) return "unreadable";
  const { bump }: { readonly bump?: string } = JSON.parse(stdout.slice(start));
  return bump === "major" ? "breaking" : "not breaking";
}
