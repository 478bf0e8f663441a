/** Writes the types of the documents of tests and examples anew. */
import { writeFileSync } from "node:fs";
import { generateTypes } from "./generateTypes.ts";

for (const [file, text] of await generateTypes()) writeFileSync(new URL(file), text);
