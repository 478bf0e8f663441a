/**
 * Generates code from both sides of every case with four generators, compiles a consumer that was written against the
 * old side, and writes docs/measured/generated-code.md: what the review says of generated code beside what compilers
 * say. On demand: it needs Java, Maven and the network; the generators are installed into a folder of their own.
 * Usage: node --conditions=@gatehouse/source scripts/measureGenerators.ts [folder]
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDocument } from "../src/document/openDocument.ts";
import { EFFECTS, type Effect, reviewDocuments } from "../src/index.ts";
import { CODE_BASE, CODE_CASES, headOf } from "./generators/codeCases.ts";
import { CONSUMERS } from "./generators/consumers.ts";
import { runQuietly } from "./opinions/runQuietly.ts";

const PACKAGES = [
  "openapi-typescript@7.13.0",
  "openapi-fetch@0.17.0",
  "@hey-api/openapi-ts@0.99.0",
  "orval@8.38.0",
  "typescript@5.9.3",
];
const JAVA_GENERATOR = "org.openapitools:openapi-generator-cli:7.17.0";
const JAVA_LIBRARIES = [
  "com.fasterxml.jackson.core:jackson-databind:2.19.2",
  "com.fasterxml.jackson.core:jackson-core:2.19.2",
  "com.fasterxml.jackson.core:jackson-annotations:2.19.2",
  "com.fasterxml.jackson.datatype:jackson-datatype-jsr310:2.19.2",
  "org.openapitools:jackson-databind-nullable:0.2.6",
  "jakarta.annotation:jakarta.annotation-api:2.1.1",
  "org.apache.httpcomponents:httpmime:4.5.14",
  "org.apache.httpcomponents:httpcore:4.4.16",
];
const GENERATORS = [...new Set(CONSUMERS.map(({ generator }) => generator))];
const MAJORITY = GENERATORS.length / 2;

/** By file of a consumer whether it compiles. */
type Compiled = ReadonlyMap<string, boolean>;

const PAGE = fileURLToPath(new URL("../../../docs/measured/generated-code.md", import.meta.url));
const [folder = mkdtempSync(join(tmpdir(), "generators-"))] = process.argv.slice(2);
const program = (name: string) => join(folder, "node_modules", name);

install();
const before = compileAll(CODE_BASE);
const broken = [...before].filter(([, compiles]) => !compiles);
if (broken.length > 0) throw new Error(`Consumers do not compile against the old side: ${broken.join(" ")}`);
const rows: string[] = [];
for (const one of CODE_CASES) {
  const head = headOf(one);
  const row = rowOf(one.name, await effectsOf(head), compileAll(head));
  process.stderr.write(`${row}\n`);
  rows.push(row);
}
writeFileSync(PAGE, page());

function install(): void {
  mkdirSync(join(folder, "lib"), { recursive: true });
  must("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, ...PACKAGES]);
  const copy = (artifact: string) =>
    must("mvn", [
      "-q",
      "-B",
      "dependency:copy",
      `-Dartifact=${artifact}`,
      `-DoutputDirectory=${join(folder, "lib")}`,
    ]);
  if (readdirSync(join(folder, "lib")).length === 0)
    for (const one of [JAVA_GENERATOR, ...JAVA_LIBRARIES]) copy(one);
}

function must(file: string, args: readonly string[], cwd = folder): void {
  const { ok, stdout, stderr } = runQuietly(file, args, { cwd });
  if (!ok) throw new Error(`${file} ${args.join(" ")} failed: ${stdout.slice(-500)} ${stderr.slice(-500)}`);
}

/** Generates with every generator and compiles every consumer. */
function compileAll(document: object): Compiled {
  const work = join(folder, "work");
  rmSync(work, { recursive: true, force: true });
  for (const { file, text } of CONSUMERS) {
    mkdirSync(dirname(join(work, file)), { recursive: true });
    writeFileSync(join(work, file), text);
  }
  writeFileSync(join(work, "openapi.json"), JSON.stringify(document));
  generate(work);
  return new Map([...compileTypeScript(work), ...compileJava(work)]);
}

function generate(work: string): void {
  const node = (script: string, ...args: string[]) =>
    must(process.execPath, [program(script), ...args], work);
  node("openapi-typescript/bin/cli.js", "openapi.json", "-o", "openapi-typescript/schema.ts");
  node(
    "@hey-api/openapi-ts/bin/run.js",
    ...["-i", "openapi.json", "-o", "hey/generated"],
    ...["-p", "@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
  );
  writeFileSync(
    join(work, "orval.config.mjs"),
    `export default { shop: { input: { target: "openapi.json" }, output: { target: "orval/orval.ts", client: "fetch" } } };`,
  );
  node("orval/dist/bin/orval.mjs", "--config", "./orval.config.mjs");
  const jar = readdirSync(join(folder, "lib")).find((name) => name.startsWith("openapi-generator-cli")) ?? "";
  const args = [
    "generate",
    "-g",
    "java",
    "--library",
    "native",
    "-i",
    "openapi.json",
    "-o",
    "java",
    "--additional-properties=useJakartaEe=true",
  ];
  must("java", ["-XX:TieredStopAtLevel=1", "-jar", join(folder, "lib", jar), ...args], work);
}

function compileTypeScript(work: string): [string, boolean][] {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, target: "es2022", module: "esnext" },
    ...{ moduleResolution: "bundler", lib: ["es2022", "dom"], types: [], allowImportingTsExtensions: true },
  };
  writeFileSync(join(work, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/*.ts"] }));
  const { stdout } = runQuietly(process.execPath, [program("typescript/bin/tsc"), "-p", "tsconfig.json"], {
    cwd: work,
  });
  const files = CONSUMERS.map(({ file }) => file).filter((file) => file.endsWith(".ts"));
  return files.map((file) => [file, !stdout.includes(`${file}(`)]);
}

function compileJava(work: string): [string, boolean][] {
  const source = join(work, "java/src/main/java");
  const generated = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\/.*\.java$/.test(name),
  );
  const classes = join(work, "classes");
  const libraries = join(folder, "lib", "*");
  must("javac", ["-nowarn", "-cp", libraries, "-d", classes, ...generated], source);
  const files = CONSUMERS.map(({ file }) => file).filter((file) => file.endsWith(".java"));
  return files.map((file) => {
    const args = ["-nowarn", "-cp", `${classes}:${libraries}`, "-d", join(work, "out"), join(work, file)];
    return [file, runQuietly("javac", args, { cwd: work }).ok];
  });
}

/** What the review says of generated code: the rules and the gravest effect. */
async function effectsOf(
  head: object,
): Promise<{ readonly rules: readonly string[]; readonly effect: Effect }> {
  const documents = {
    base: await openDocument({ source: CODE_BASE, name: "base" }),
    head: await openDocument({ source: head, name: "head" }),
  };
  const { findings } = reviewDocuments({ documents, today: "2026-01-01" });
  const effect = EFFECTS.find((known) => findings.some(({ code }) => code === known)) ?? "no";
  return { rules: [...new Set(findings.map(({ id }) => id))], effect };
}

function rowOf(
  name: string,
  { rules, effect }: Awaited<ReturnType<typeof effectsOf>>,
  compiled: Compiled,
): string {
  const cells = GENERATORS.map((generator) => {
    const own = CONSUMERS.filter((consumer) => consumer.generator === generator);
    const failing = own.filter(({ file }) => compiled.get(file) === false);
    if (failing.some(({ strict }) => !strict)) return "breaks";
    return failing.length > 0 ? "strict breaks" : "";
  });
  const plain = cells.filter((cell) => cell === "breaks").length;
  const measured = plain >= MAJORITY ? "breaks" : cells.some((cell) => cell !== "") ? "may break" : "no";
  const verdict = measured === effect ? "" : "differs";
  return `| ${[name, rules.map((rule) => `\`${rule}\``).join(", "), effect, measured, verdict, ...cells].join(" | ")} |`;
}

function page(): string {
  return `# Generated code, measured

Made by \`npm run generators -w @gatehouse/spec-review\`; do not edit. Both sides of each change were given to
${PACKAGES.slice(0, 4).join(", ")} and ${JAVA_GENERATOR.split(":").slice(1).join(" ")} (java, library native), and consumers
written against the old side were compiled with the new one. "breaks": a plain consumer no longer compiles. "strict breaks":
only one that covers every value of a union, or writes whole responses by hand as mocks do. Measured is "breaks" where plain
consumers of at least half of the generators break, "may break" where any consumer does.

| change | rules | the review says | measured | | ${GENERATORS.join(" | ")} |
| --- | --- | --- | --- | --- | ${GENERATORS.map(() => "---").join(" | ")} |
${rows.join("\n")}
`;
}
