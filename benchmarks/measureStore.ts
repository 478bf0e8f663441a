/**
 * Measures the embedded store with growing numbers of live sessions, and what session checks feel of storms, and writes
 * docs/measured/store.md with its plots.
 *
 * Usage: npm run bench:store -- [--sizes 1000,10000,100000,1000000] [--storm 1000000] [--seconds 10] [--output docs/measured/store.md]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fillStore } from "./store/fillStore.ts";
import type { SizeFigures } from "./store/measureSize.ts";
import type { StormFigures } from "./store/measureStorm.ts";
import { plotsOf } from "./store/plotsOf.ts";
import { type Storms, storeReport } from "./store/storeReport.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const SLOW_FSYNC_MS = 20;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    storm: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "10" },
    output: { type: "string", default: fileURLToPath(new URL("../docs/measured/store.md", import.meta.url)) },
  },
});
const sizes = values.sizes.split(",").map(Number);
const inStorm = Number(values.storm);
const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-store-"));

/** Fills a store and has a process of its own measure it. */
async function measure<Figures>(
  program: "measureSize" | "measureStorm",
  { count, args = [], environment = {} }: Measurement,
): Promise<Figures> {
  const place = mkdtempSync(join(folder, "store-"));
  const path = join(place, "sessions.db");
  const nowMs = Date.now();
  await fillStore(path, count, nowMs);
  const script = join(HERE, "store", `${program}.ts`);
  const given = ["--conditions=@gatehouse/source", script, path, String(count), String(nowMs), ...args];
  const env = { ...process.env, ...environment };
  const output = execFileSync(process.execPath, given, { encoding: "utf8", env, maxBuffer: 1e8 });
  rmSync(place, { recursive: true });
  return JSON.parse(output) as Figures;
}

interface Measurement {
  readonly count: number;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A library that makes each flush of the disk slower; nothing where there is no C compiler. */
function buildSlowFsync(): string | undefined {
  const library = join(folder, "slowFsync.so");
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-o", library, join(HERE, "store", "slowFsync.c"), "-ldl"]);
    return library;
  } catch {
    return undefined;
  }
}

if (!existsSync(join(HERE, "node_modules"))) {
  execFileSync("npm", ["ci"], { cwd: HERE, stdio: "inherit" });
}
try {
  const growth: SizeFigures[] = [];
  for (const count of sizes) {
    growth.push(await measure<SizeFigures>("measureSize", { count }));
    console.log(JSON.stringify(growth.at(-1)));
  }
  const args = [values.seconds];
  const storms: Storms[] = [
    { disk: "as it is", figures: await measure<StormFigures[]>("measureStorm", { count: inStorm, args }) },
  ];
  const library = buildSlowFsync();
  if (library !== undefined) {
    const environment = { LD_PRELOAD: library, SLOW_FSYNC_MS: String(SLOW_FSYNC_MS) };
    const figures = await measure<StormFigures[]>("measureStorm", { count: inStorm, args, environment });
    storms.push({ disk: `a flush takes ${SLOW_FSYNC_MS} ms longer`, figures });
  }
  const names = [];
  for (const { name, svg } of await plotsOf(growth, storms)) {
    const file = values.output.replace(/\.md$/, `-${name}.svg`);
    writeFileSync(file, `${svg}\n`);
    names.push({ name, file });
  }
  writeFileSync(values.output, storeReport({ growth, storms, plots: names, inStorm, load: loadavg() }));
  console.log(`Written: ${values.output}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
