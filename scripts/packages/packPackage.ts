import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
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
  readonly version: string;
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

type TarballBytes = Uint8Array<ArrayBuffer>;

/** The bytes of tarballs by the name of the package (`contract`). */
export type Tarballs = ReadonlyMap<string, TarballBytes>;

/** A workspace package as it would be published. */
export interface PackedPackage extends AsyncDisposable {
  /** The bytes of the tarball. */
  readonly tarball: TarballBytes;
  /** The folder with the contents of the tarball. */
  readonly folder: string;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

/** Runs npm, which is a script of the shell on Windows. */
async function npm(cwd: string, ...words: readonly string[]): Promise<void> {
  await run("npm", words, { cwd, shell: isWindows });
}

/** Builds a workspace package in a folder of its name below `folder`, without touching the checkout. */
async function buildInto(folder: string, name: string): Promise<void> {
  const source = join(ROOT, "packages", name);
  const { files = [], scripts = {} } = await readManifest(source);
  const staged = join(folder, name);
  await mkdir(staged, { recursive: true });
  const published = files.filter((entry) => entry !== "dist" && !entry.startsWith("!"));
  for (const entry of ["package.json", "README.md", ...published]) {
    await cp(join(source, entry), join(staged, entry), { recursive: true });
  }
  const words = ["-p", join(source, "tsconfig.build.json"), "--outDir", join(staged, "dist")];
  await run(process.execPath, [TSC, "--singleThreaded", ...words]);
  if (scripts.bundle !== undefined)
    await npm(source, "run", "--silent", "bundle", "--", join(staged, "dist"));
}

/** Builds workspace packages and packs them with one start of npm. */
async function packAll(names: readonly string[]): Promise<Tarballs> {
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  try {
    for (const name of names) await buildInto(folder, name);
    await npm(folder, "pack", "--silent", "--ignore-scripts", ...names.map((name) => `./${name}`));
    const tarballs = names.map(async (name) => {
      const { name: fullName, version } = await readManifest(join(folder, name));
      const file = `${fullName.replace("@", "").replace("/", "-")}-${version}.tgz`;
      return [name, new Uint8Array(await readFile(join(folder, file)))] as const;
    });
    return new Map(await Promise.all(tarballs));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const packs = new Map<string, Promise<Tarballs>>();

/** What was packed once serves the whole process: several test files need the same packages. */
function packOnce(names: readonly string[]): Promise<Tarballs> {
  const key = names.join(" ");
  const packed = packs.get(key) ?? packAll(names);
  packs.set(key, packed);
  // A test that is repeated packs again.
  packed.catch(() => packs.delete(key));
  return packed;
}

async function unpack(tarball: TarballBytes, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "package.tgz");
  await writeFile(path, tarball);
  await run("tar", ["-xzf", path, "-C", folder, "--strip-components=1"]);
  await rm(path);
}

/** Packs a workspace package (`contract`) as publishing does, in a folder that goes away with `await using`. */
export async function packPackage(name: string): Promise<PackedPackage> {
  const tarball = (await packOnce([name])).get(name) ?? new Uint8Array();
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  await unpack(tarball, folder);
  return { tarball, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
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

async function collectAllNeeded(names: readonly string[]): Promise<Map<string, string>> {
  const needed = new Map<string, string>();
  for (const name of names) await collectNeeded(join(ROOT, "packages", name), needed);
  return needed;
}

/**
 * Packs workspace packages and lets npm install the tarballs in `folder`, for production and without the network: all
 * that npm can find are the packages that their manifests name.
 *
 * @returns the bytes of the tarballs by name
 */
export async function installPackages(folder: string, names: readonly string[]): Promise<Tarballs> {
  const dependencies: Record<string, string> = {};
  const tarballs = await packOnce(names);
  await mkdir(join(folder, ".packed"));
  for (const [name, tarball] of tarballs) {
    const path = join(folder, ".packed", `${name}.tgz`);
    await writeFile(path, tarball);
    dependencies[`@gatehouse/${name}`] = `file:${path}`;
  }
  for (const [name, source] of await collectAllNeeded(names)) dependencies[name] = `file:${source}`;
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  await npm(folder, "install", "--omit=dev", "--install-links", "--offline", "--ignore-scripts");
  return tarballs;
}

/**
 * Packs workspace packages, unpacks the tarballs into the `node_modules` of `folder`, and links beside them the packages
 * that their manifests name, and no others: a tenth of the time of an installation by npm.
 *
 * @returns the bytes of the tarballs by name
 */
export async function unpackPackages(folder: string, names: readonly string[]): Promise<Tarballs> {
  const modules = join(folder, "node_modules");
  const tarballs = await packOnce(names);
  for (const [name, tarball] of tarballs) await unpack(tarball, join(modules, "@gatehouse", name));
  for (const [name, source] of await collectAllNeeded(names)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(source, join(modules, name), "dir");
  }
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  return tarballs;
}
