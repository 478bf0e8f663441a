import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files by path; objects are written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** A folder of its own that goes away with its test. */
export function createFolder(files: Files = {}) {
  const path = mkdtempSync(join(tmpdir(), "spec-review-test-"));
  const write = (more: Files) => {
    for (const [name, content] of Object.entries(more)) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
    }
  };
  write(files);
  return {
    path,
    write,
    read: (name: string) => readFileSync(join(path, name), "utf8"),
    has: (name: string) => existsSync(join(path, name)),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
