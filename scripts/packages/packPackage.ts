import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const isWindows = process.platform === "win32";

/** The parts of a package.json that packing and installing need. */
interface Manifest {
  readonly name: string;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A workspace package as it would be published. */
export interface PackedPackage extends AsyncDisposable {
  /** The bytes of the tarball. */
  readonly tarball: Uint8Array<ArrayBuffer>;
  /** The folder that the tarball was made of. */
  readonly folder: string;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

/** Runs npm, which is a script of the shell on Windows. */
async function npm(cwd: string, ...words: readonly string[]): Promise<void> {
  await run("npm", words, { cwd, shell: isWindows });
}

/** Builds a workspace package in `folder`, without touching the checkout, and packs it; gives the path of the tarball. */
async function packInto(folder: string, name: string): Promise<string> {
  const source = join(ROOT, "packages", name);
  const { files = [] } = await readManifest(source);
  const staged = join(folder, name);
  await mkdir(staged, { recursive: true });
  const published = files.filter((entry) => entry !== "dist" && !entry.startsWith("!"));
  for (const entry of ["package.json", "README.md", ...published]) {
    await cp(join(source, entry), join(staged, entry), { recursive: true });
  }
  await run(process.execPath, [
    TSC,
    "-p",
    join(source, "tsconfig.build.json"),
    "--outDir",
    join(staged, "dist"),
  ]);
  await npm(staged, "pack", "--silent", "--ignore-scripts", "--pack-destination", staged);
  const tarball = (await readdir(staged)).find((entry) => entry.endsWith(".tgz")) ?? "";
  return join(staged, tarball);
}

/** Packs a workspace package (`contract`) as publishing does, in a folder that goes away with `await using`. */
export async function packPackage(name: string): Promise<PackedPackage> {
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  const path = await packInto(folder, name);
  return {
    tarball: new Uint8Array(await readFile(path)),
    folder: dirname(path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Adds the folders of all packages that a package needs at run time, in the versions of this checkout. */
async function collectNeeded(folder: string, needed: Map<string, string>): Promise<void> {
  const { dependencies = {} } = await readManifest(folder);
  for (const name of Object.keys(dependencies).filter((name) => !name.startsWith("@gatehouse/"))) {
    if (needed.has(name)) continue;
    const manifest = findPackageJSON(name, pathToFileURL(join(folder, "package.json")));
    if (manifest === undefined) throw new Error(`${name} is not installed. Run "npm ci".`);
    needed.set(name, dirname(manifest));
    await collectNeeded(dirname(manifest), needed);
  }
}

/**
 * Packs workspace packages and lets npm install the tarballs in `folder`, for production and without the network: all
 * that npm can find are the packages that their manifests name.
 */
export async function installPackages(folder: string, names: readonly string[]): Promise<void> {
  const dependencies: Record<string, string> = {};
  const needed = new Map<string, string>();
  for (const name of names) {
    dependencies[`@gatehouse/${name}`] = `file:${await packInto(join(folder, ".packed"), name)}`;
    await collectNeeded(join(ROOT, "packages", name), needed);
  }
  for (const [name, source] of needed) dependencies[name] = `file:${source}`;
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  await npm(folder, "install", "--omit=dev", "--install-links", "--offline", "--ignore-scripts");
}
