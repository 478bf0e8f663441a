import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { report } from "../examples/checkPet.ts";

function read(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), "utf8");
}

test("the README shows the example as it is, and its output", async () => {
  const [readme, document, program] = await Promise.all([
    read("README.md"),
    read("examples/pets.yaml"),
    read("examples/checkPet.ts"),
  ]);
  expect(readme).toContain(`\`\`\`yaml\n${document}\`\`\``);
  expect(readme).toContain(`\`\`\`ts\n${program}\`\`\``);
  expect(readme).toContain(`\`\`\`text\n${report}\n\`\`\``);
  expect(program.split("\n").length).toBeLessThanOrEqual(21);
});

test("the README lists every header that need not be documented", async () => {
  const { TRANSPORT_HEADERS } = await import("../src/index.ts");
  const readme = await read("README.md");
  for (const name of TRANSPORT_HEADERS) expect(readme).toContain(`\`${name}\``);
});
