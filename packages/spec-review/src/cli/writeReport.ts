import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Io } from "./Io.ts";

/** Writes a report to a file, and makes the folders on the way. */
export function writeReport({ cwd }: Io, file: string, text: string): void {
  const path = resolve(cwd, file);
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
