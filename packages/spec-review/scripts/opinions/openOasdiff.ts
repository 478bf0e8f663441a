import { join } from "node:path";
import type { OutsideResult, OutsideTool } from "./OutsideTool.ts";
import { runQuietly } from "./runQuietly.ts";

const VERSION = "v1.37.0";
const ERROR_LEVEL = 3;

/** Builds oasdiff into a folder; undefined where no Go toolchain is there. */
export function openOasdiff(folder: string): OutsideTool | undefined {
  const built = runQuietly("go", ["install", `github.com/oasdiff/oasdiff@${VERSION}`], {
    env: { GOBIN: folder },
  });
  if (!built.ok) return undefined;
  const program = join(folder, "oasdiff");
  return {
    name: "oasdiff",
    version: VERSION,
    command: "oasdiff changelog base.yaml head.yaml -f json",
    note: "Flagged is what it calls an error, which is what its `breaking` command fails on; warnings are not.",
    compare: (pairs) => new Map(pairs.map(({ name, base, head }) => [name, resultOf(program, base, head)])),
  };
}

function resultOf(program: string, base: string, head: string): OutsideResult {
  const { ok, stdout } = runQuietly(program, ["changelog", base, head, "-f", "json"]);
  if (!ok) return "unreadable";
  const changes: readonly { readonly level: number }[] = JSON.parse(stdout === "" ? "[]" : stdout) ?? [];
  return changes.some(({ level }) => level >= ERROR_LEVEL) ? "breaking" : "not breaking";
}
