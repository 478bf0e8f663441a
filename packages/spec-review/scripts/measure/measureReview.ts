import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Measurement } from "./Measurement.ts";

/** The program that makes one review. */
export const REVIEW_ALONE = fileURLToPath(new URL("reviewAlone.ts", import.meta.url));
/** Compiled code is kept where the command keeps it. */
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/spec-review", import.meta.url));
const COMMAND = new URL("../../bin/specReview.js", import.meta.url);
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reviews two files in a process of its own; the text is what the process said when it did not end well.
 * @param program the program that makes the review, or a bundle of it
 */
export function measureReview(base: string, head: string, program = REVIEW_ALONE): Measurement | string {
  const { status, stdout, stderr, signal } = spawnSync(
    process.execPath,
    [engineFlag(), "--conditions=@gatehouse/source", program, base, head],
    { encoding: "utf8", maxBuffer: MOST_BYTES, env: { ...process.env, NODE_COMPILE_CACHE: CACHE } },
  );
  if (status !== 0) return `${signal ?? status}: ${messageIn(stderr)}`;
  return JSON.parse(stdout);
}

/** The engine is set as the command sets it. */
function engineFlag(): string {
  const [, flag] = /setFlagsFromString\("(--\S+)"\)/.exec(readFileSync(COMMAND, "utf8")) ?? [];
  if (flag === undefined) throw new Error("The command sets no flag of the engine; do without it here, too.");
  return flag;
}

/** The message of an uncaught error, with its first line of detail. */
function messageIn(stderr: string): string {
  const [, message = stderr.trim().slice(-400)] = /Error: (.*(?:\n {2}\S.*)?)/.exec(stderr) ?? [];
  return message.replaceAll(/\s+/g, " ").slice(0, 200);
}
