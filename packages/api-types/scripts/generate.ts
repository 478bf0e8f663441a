/** Writes `src/generated/` anew from the document, or from the one that is named. */
import { mkdirSync, writeFileSync } from "node:fs";
import { reportContractErrors } from "@gatehouse/contract";
import { generateTypes } from "./generateTypes.ts";

const folder = new URL("../src/generated/", import.meta.url);
await reportContractErrors(async () => {
  const files = await generateTypes(process.argv[2]);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(new URL(name, folder), text);
});
