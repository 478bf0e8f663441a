/** Writes the generated files of the server anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { generateFiles } from "./generateFiles.ts";

for (const [file, text] of await generateFiles()) {
  mkdirSync(new URL("./", file), { recursive: true });
  writeFileSync(file, text);
}
