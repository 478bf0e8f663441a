/** Builds the packages that others install and packs each into a tarball: `npm run pack`. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packPackage } from "./packages/packPackage.ts";
import { readWords, rejectWords } from "./readWords.ts";

const HELP = `npm run pack [-- [--to FOLDER] NAME…]

Builds the packages that others install (contract, express-contract, …), all without a name, and packs each into a
tarball, without touching the checkout.

  --to FOLDER  folder of the tarballs (default: packed)
  --help       show this text
`;

const PACKAGES = new URL("../packages/", import.meta.url);
const { values, positionals } = readWords(HELP, {
  options: { to: { type: "string", default: "packed" } },
  allowPositionals: true,
});

async function isPublished(name: string): Promise<boolean> {
  const manifest = JSON.parse(await readFile(new URL(`${name}/package.json`, PACKAGES), "utf8"));
  return (manifest.files ?? []).includes("dist");
}

const known = await readdir(fileURLToPath(PACKAGES));
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined)
  rejectWords(`There is no package ${unknown}. There are: ${known.join(", ")}`, HELP);
const names = positionals.length > 0 ? positionals : known;
const folder = resolve(values.to);
await mkdir(folder, { recursive: true });
for (const name of names) {
  if (!(await isPublished(name))) continue;
  await using packed = await packPackage(name);
  const path = join(folder, `gatehouse-${name}.tgz`);
  await writeFile(path, packed.tarball);
  process.stdout.write(`${path} (${Math.round(packed.tarball.length / 1_000)} kB)\n`);
}
