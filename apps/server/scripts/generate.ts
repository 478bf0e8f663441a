/** Writes the generated files of the server anew, from the document or from the one that is named. */
import { mkdirSync, writeFileSync } from "node:fs";
import { reportContractErrors } from "@gatehouse/contract";
import { generateFiles } from "./generateFiles.ts";

await reportContractErrors(async () => {
  for (const [file, text] of await generateFiles(process.argv[2])) {
    mkdirSync(new URL("./", file), { recursive: true });
    writeFileSync(file, text);
  }
});
