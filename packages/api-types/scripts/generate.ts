/** Writes `src/generated/` anew from the document. */
import { mkdirSync, writeFileSync } from "node:fs";
import { generateTypes } from "./generateTypes.ts";

const folder = new URL("../src/generated/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of await generateTypes()) writeFileSync(new URL(name, folder), text);
