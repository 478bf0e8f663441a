import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const slow = { timeout: 60_000 };

/** The entry of a package in the lock file. */
interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(`${ROOT}${file}`, "utf8"));
const locked: readonly [string, Locked][] = Object.entries<Locked>(read("package-lock.json").packages);
const foreign = locked.filter(([name, { link }]) => name.includes("node_modules/") && link !== true);

function npm(...words: readonly string[]): { status: number | null; stdout: string } {
  // npm is a script of the shell on Windows.
  const shell = process.platform === "win32";
  return spawnSync("npm", words, { cwd: ROOT, encoding: "utf8", shell, maxBuffer: 64 * 1024 * 1024 });
}

test("OPS-06 no dependency of the server runs an install script, and every package has a checksum", () => {
  const scripted = foreign.filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional);
  expect(scripted.map(([name]) => name)).toEqual([]);
  expect(foreign.filter(([, { integrity }]) => integrity === undefined).map(([name]) => name)).toEqual([]);
  expect(foreign.length).toBeGreaterThan(100);
});

test("OPS-06 every dependency has one exact version", () => {
  const loose = globSync(["package.json", "{packages,apps}/*/package.json", "benchmarks/package.json"], {
    cwd: ROOT,
  }).flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = read(file);
    return Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${file}: ${name}@${version}`);
  });
  expect(loose).toEqual([]);
});

test("OPS-06 the lock file agrees with the packages, and npm installs from it without scripts", slow, () => {
  expect(readFileSync(`${ROOT}.npmrc`, "utf8")).toMatch(/^ignore-scripts=true$/m);
  // Looks at everything that a real installation looks at, and writes and downloads nothing.
  expect(npm("ci", "--dry-run", "--ignore-scripts", "--offline").status).toBe(0);
});

/**
 * All of them, also those for development: `--omit=dev` of npm 11 leaves out what is used in both ways, and its mark
 * for development is that of one copy where there are two.
 */
test("OPS-06 the bill of materials names every package by version and checksum", slow, () => {
  const { status, stdout } = npm("run", "--silent", "sbom");
  expect(status).toBe(0);
  const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
  expect(bomFormat).toBe("CycloneDX");
  const listed = components
    .filter(({ hashes }) => hashes?.length === 1)
    .map(({ purl }) => decodeURIComponent(purl));
  const installed = foreign.map(([path, { version }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return `pkg:npm/${name}@${version}`;
  });
  expect(new Set(listed)).toEqual(new Set(installed));
});

test("OPS-06 a clean machine gets only programs that a test calls", () => {
  const [, table = ""] =
    /<<'PROGRAMS'\n(.+?)\nPROGRAMS$/ms.exec(readFileSync(`${ROOT}.ci/run`, "utf8")) ?? [];
  const programs = table.split("\n").map((line) => line.split(" ")[0]);
  expect(programs.length).toBeGreaterThan(4);
  const sources = globSync("{apps,packages,scripts}/**/*.ts", {
    cwd: ROOT,
    exclude: (path) => path.includes("node_modules"),
  }).map((file) => readFileSync(`${ROOT}${file}`, "utf8"));
  const idle = programs.filter((program) => !sources.some((text) => text.search(`["/]${program}"`) !== -1));
  expect(idle).toEqual([]);
});

interface Component {
  readonly purl: string;
  readonly hashes?: readonly unknown[];
}
