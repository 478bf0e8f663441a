/**
 * Measures the embedded store with growing numbers of live sessions, and the effect of storms on session checks, and writes
 * docs/measured/store.md with its plots: `npm run bench:store`.
 */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { numbersOf, readWords } from "../scripts/readWords.ts";
import { fillStore } from "./store/fillStore.ts";
import type { SizeFigures } from "./store/measureSize.ts";
import type { StormFigures } from "./store/measureStorm.ts";
import { plotsOf } from "./store/plotsOf.ts";
import { type Storms, storeReport } from "./store/storeReport.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const SLOW_FSYNC_MS = 20;

const HELP = `npm run bench:store [-- --sizes N,N] [--storm N] [--seconds N] [--minutes N] [--output FILE]

Measures the embedded store with growing numbers of live sessions, and the effect of storms on session checks, and writes
docs/measured/store.md with its plots. Takes about 8 minutes on an idle machine.

  --sizes N,N     numbers of live sessions (default: 1000,10000,100000,1000000)
  --storm N       live sessions before the storms; 0 skips the storms (default: 1000000)
  --seconds N     length of the sign-outs (default: 10)
  --minutes N     time after which nothing new starts; the report lists what was skipped (default: 15)
  --output FILE   the file of the report; plots go beside it
  --help          show this text
`;

const { values } = readWords(HELP, {
  options: {
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    storm: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "10" },
    minutes: { type: "string", default: "15" },
    output: { type: "string", default: fileURLToPath(new URL("../docs/measured/store.md", import.meta.url)) },
  },
});
const numberOf = numbersOf(HELP, values);
const giveUpMs = performance.now() + 60_000 * numberOf("minutes");
const leftOut: string[] = [];
const sizes = values.sizes.split(",").map(Number);
const inStorm = numberOf("storm", { least: 0 });
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
/** Does a part of the work, unless the time is up. */
async function inTime<Figures>(what: string, work: () => Promise<Figures>): Promise<Figures[]> {
  if (performance.now() > giveUpMs) {
    leftOut.push(what);
    return [];
  }
  console.error(`Measures ${what}.`);
  return [await work()];
}

async function measureStorms(): Promise<Storms[]> {
  if (inStorm === 0) return [];
  const args = [values.seconds];
  const library = buildSlowFsync();
  const slow = { LD_PRELOAD: library ?? "", SLOW_FSYNC_MS: String(SLOW_FSYNC_MS) };
  const disks = [
    { disk: "as it is", environment: {} },
    ...(library === undefined
      ? []
      : [{ disk: `a flush takes ${SLOW_FSYNC_MS} ms longer`, environment: slow }]),
  ];
  const storms: Storms[] = [];
  for (const { disk, environment } of disks) {
    const work = () => measure<StormFigures[]>("measureStorm", { count: inStorm, args, environment });
    const [figures] = await inTime(`storms, disk: ${disk}`, work);
    if (figures !== undefined) storms.push({ disk, figures });
  }
  return storms;
}

try {
  const growth: SizeFigures[] = [];
  for (const count of sizes) {
    const work = () => measure<SizeFigures>("measureSize", { count });
    growth.push(...(await inTime(`${count} sessions`, work)));
  }
  const storms = await measureStorms();
  const names = [];
  for (const { name, svg } of await plotsOf(growth, storms)) {
    const file = values.output.replace(/\.md$/, `-${name}.svg`);
    writeFileSync(file, `${svg}\n`);
    names.push({ name, file });
  }
  writeFileSync(
    values.output,
    storeReport({ growth, storms, plots: names, inStorm, load: loadavg(), leftOut }),
  );
  console.log(`Written: ${values.output}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
