/**
 * Reviews consecutive versions of public documents, each pair in a process of its own, with oasdiff beside it, and
 * writes docs/measured/histories.md. The documents come from packages of the npm registry, oasdiff through the Go module
 * proxy; both are put into a folder of their own, with the result of each pair: a run that was interrupted goes on there.
 * Usage: node --conditions=@gatehouse/source scripts/measureHistories.ts [folder]
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFile } from "./bundleFile.ts";
import type { Measurement } from "./measure/Measurement.ts";
import { measureReview, REVIEW_ALONE } from "./measure/measureReview.ts";
import { runQuietly } from "./opinions/runQuietly.ts";

/** The published versions of a document. */
interface History {
  readonly name: string;
  /** The document below the package, the first that exists. */
  readonly files: readonly string[];
  readonly versions: readonly string[];
}

interface MeasuredPair {
  readonly from: string;
  readonly to: string;
  readonly review: Measurement | string;
  readonly oasdiff: OasdiffResult | string;
}

interface OasdiffResult {
  readonly errors: number;
  readonly warnings: number;
  readonly seconds: number;
  readonly peakMib: number;
}

const OASDIFF = "v1.37.0";
const ERROR_LEVEL = 3;
const RUNS = 3;

const HISTORIES: readonly History[] = [
  {
    name: "@figma/rest-api-spec",
    files: ["openapi/openapi.yaml"],
    versions: ["0.24.0", "0.30.0", "0.31.0", "0.32.0", "0.33.0", "0.34.0", "0.36.0", "0.38.0", "0.43.0"],
  },
  {
    name: "@octokit/openapi",
    files: ["generated/api.github.com.json"],
    versions: ["16.0.0", "17.0.0", "18.0.0", "19.0.0", "20.0.0", "22.0.0", "23.0.0", "23.0.2"],
  },
  {
    name: "@blockfrost/openapi",
    files: ["openapi.yaml", "dist/openapi.yaml"],
    versions: ["0.1.24", "0.1.32", "0.1.54", "0.1.60", "0.1.67", "0.1.78", "0.1.82", "0.1.93"],
  },
  {
    name: "@directus/specs",
    files: ["dist/openapi.json", "openapi.json"],
    versions: ["9.0.1", "9.9.0", "9.16.1", "9.23.1", "10.0.0", "10.2.7", "11.0.0", "12.0.0", "15.2.0"],
  },
];

const PAGE = fileURLToPath(new URL("../../../docs/measured/histories.md", import.meta.url));
const [folder = mkdtempSync(join(tmpdir(), "histories-"))] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const program = buildOasdiff();
const reviewer = join(folder, "reviewAlone.mjs");
await bundleFile(REVIEW_ALONE, reviewer);
const measured = HISTORIES.map((history) => ({ history, pairs: measureHistory(history) }));
writeFileSync(PAGE, renderPage(measured));

function buildOasdiff(): string | undefined {
  const built = runQuietly("go", ["install", `github.com/oasdiff/oasdiff@${OASDIFF}`], {
    env: { GOBIN: folder },
  });
  return built.ok ? join(folder, "oasdiff") : undefined;
}

function measureHistory(history: History): MeasuredPair[] {
  const files = history.versions.map((version) => ({ version, file: fetchVersion(history, version) }));
  return files.slice(1).flatMap(({ version: to, file: head }, index): MeasuredPair[] => {
    const { version: from, file: base } = files[index] ?? { version: "", file: undefined };
    if (base === undefined || head === undefined) return [];
    const file = join(folder, `${nameOf(history, `${from}-${to}`)}.json`);
    if (!existsSync(file)) {
      const pair = {
        ...{ from, to },
        review: fastest(
          () => measureReview(base, head, reviewer),
          ({ cpuMs }) => cpuMs,
        ),
        oasdiff: fastest(
          () => askOasdiff(base, head),
          ({ seconds }) => seconds,
        ),
      };
      writeFileSync(file, JSON.stringify(pair));
      process.stderr.write(`${history.name} ${from} ${to} ${JSON.stringify(pair).slice(0, 200)}\n`);
    }
    return [JSON.parse(readFileSync(file, "utf8"))];
  });
}

/** What else the machine does makes a run slower and never faster. */
function fastest<Result extends object>(
  ask: () => Result | string,
  costOf: (result: Result) => number,
): Result | string {
  const runs = Array.from({ length: RUNS }, ask);
  const done = runs.filter((run) => typeof run !== "string");
  return done.toSorted((one, other) => costOf(one) - costOf(other))[0] ?? runs[0] ?? "not run";
}

function nameOf({ name }: History, version: string): string {
  return `${name.replaceAll(/[@/]/g, "-")}-${version}`;
}

/** Packs one version without running anything of it. */
function fetchVersion(history: History, version: string): string | undefined {
  const { name, files } = history;
  const target = join(folder, nameOf(history, version));
  if (!existsSync(target)) {
    mkdirSync(target, { recursive: true });
    const packed = runQuietly("npm", ["pack", "--silent", "--ignore-scripts", `${name}@${version}`], {
      cwd: target,
    });
    runQuietly("tar", ["-xzf", packed.stdout.trim()], { cwd: target });
  }
  return files.map((file) => join(target, "package", file)).find((file) => existsSync(file));
}

/** GNU time reports the processor time and the peak memory. */
function askOasdiff(base: string, head: string): OasdiffResult | string {
  if (program === undefined) return "not built";
  const command = [program, "changelog", base, head, "-f", "json"];
  const { ok, stdout, stderr } = runQuietly("/usr/bin/time", ["-f", "%U %S %M", ...command]);
  if (!ok) return stderr.trim().split("\n")[0]?.slice(0, 80) ?? "failed";
  const changes: readonly { readonly level: number }[] = JSON.parse(stdout === "" ? "[]" : stdout) ?? [];
  const [user = 0, system = 0, kib = 0] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return {
    errors: changes.filter(({ level }) => level >= ERROR_LEVEL).length,
    warnings: changes.filter(({ level }) => level === ERROR_LEVEL - 1).length,
    seconds: user + system,
    peakMib: Math.round(kib / 1024),
  };
}

interface MeasuredHistory {
  readonly history: History;
  readonly pairs: readonly MeasuredPair[];
}

function renderPage(histories: readonly MeasuredHistory[]): string {
  const pairs = histories.flatMap(({ history, pairs: own }) => own.map((pair) => row(history.name, pair)));
  return `# Real histories, reviewed

Made by \`npm run histories -w @gatehouse/spec-review\`; do not edit. Consecutive versions of documents from packages of the
npm registry, each pair in a process of its own, with oasdiff ${OASDIFF} beside it (\`oasdiff changelog -f json\`: errors and
warnings). Findings are those that concern messages, before equal ones are joined; what concerns generated code alone is
counted under "code". Seconds are those of the processor, for the whole process with all of its threads, the fewest of ${RUNS}
runs, on two shared cores that had other work to do. The program is in one file, its compiled code is kept from run to run, and
the engine is set, all as the command does it.

| document | from | to | operations | breaking | unknown | risky | safe | code | seconds | peak MiB | oasdiff errors | warnings | seconds | peak MiB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${pairs.join("\n")}
`;
}

function row(name: string, { from, to, review, oasdiff }: MeasuredPair): string {
  const own =
    typeof review === "string"
      ? [`failed: ${review.replaceAll("|", "/")}`, "", "", "", "", "", "", ""]
      : [
          review.operations.toLocaleString("en"),
          ...[review.breaking, review.unknown, review.risky, review.safe, review.codeOnly],
          (review.cpuMs / 1000).toFixed(2),
          review.peakMib,
        ];
  const other =
    typeof oasdiff === "string"
      ? [oasdiff.replaceAll(`${folder}/`, "").replaceAll("|", "/"), "", "", ""]
      : [oasdiff.errors, oasdiff.warnings, oasdiff.seconds.toFixed(2), oasdiff.peakMib || ""];
  return `| ${[`\`${name}\``, from, to, ...own, ...other].join(" | ")} |`;
}
