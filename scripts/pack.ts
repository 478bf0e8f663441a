/**
 * Builds the packages that others install and packs each into a tarball, without touching the checkout.
 *
 * Usage: npm run pack -- [--to packed] [contract express-contract ...]
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packPackage } from "./packages/packPackage.ts";

const PACKAGES = new URL("../packages/", import.meta.url);
const { values, positionals } = parseArgs({
  options: { to: { type: "string", default: "packed" } },
  allowPositionals: true,
});

async function isPublished(name: string): Promise<boolean> {
  const manifest = JSON.parse(await readFile(new URL(`${name}/package.json`, PACKAGES), "utf8"));
  return (manifest.files ?? []).includes("dist");
}

const folder = resolve(values.to);
await mkdir(folder, { recursive: true });
const names = positionals.length > 0 ? positionals : await readdir(fileURLToPath(PACKAGES));
for (const name of names) {
  if (!(await isPublished(name))) continue;
  await using packed = await packPackage(name);
  const path = join(folder, `gatehouse-${name}.tgz`);
  await writeFile(path, packed.tarball);
  process.stdout.write(`${path} (${Math.round(packed.tarball.length / 1_000)} kB)\n`);
}
