/**
 * Generates code from both sides of every case with four generators, compiles a consumer that was written against the
 * old side, and writes docs/measured/generated-code.md: what the review says of generated code beside what compilers
 * say. On demand: it needs Java, Maven and the network; the generators are installed into a folder of their own.
 * Usage: node --conditions=@gatehouse/source scripts/measureGenerators.ts [folder] [case ...]
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { openDocument } from "../src/document/openDocument.ts";
import { EFFECTS, type Effect, reviewDocuments } from "../src/index.ts";
import { CODE_BASE, CODE_CASES, type CodeCase, headOf } from "./generators/codeCases.ts";
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
/** Writes the paths of the sources in which javac finds an error. */
const COMPILE_ALL = `
import java.nio.file.*;
import java.util.*;
import javax.tools.*;
class CompileAll {
  public static void main(String[] folders) throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    for (var folder : folders) {
      var classes = Files.createDirectories(Path.of(folder, "classes")).toString();
      var path = System.getProperty("java.class.path");
      var options = List.of("-nowarn", "-proc:none", "-Xmaxerrs", "1000", "-cp", path, "-d", classes);
      try (var files = compiler.getStandardFileManager(null, null, null);
          var found = Files.walk(Path.of(folder, "java/src/main/java"))) {
        var sources = found.filter(one -> one.toString().endsWith(".java")).toList();
        DiagnosticListener<JavaFileObject> listener = one -> {
          if (one.getKind() == Diagnostic.Kind.ERROR && one.getSource() != null)
            System.out.println(one.getSource().getName());
        };
        compiler.getTask(null, files, listener, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
      }
    }
  }
}
`;
const GENERATORS = [...new Set(CONSUMERS.map(({ generator }) => generator))];
const MAJORITY = GENERATORS.length / 2;

const PAGE = fileURLToPath(new URL("../../../docs/measured/generated-code.md", import.meta.url));
const [folder = mkdtempSync(join(tmpdir(), "generators-")), ...wanted] = process.argv.slice(2);
const cases = CODE_CASES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const program = (name: string) => join(folder, "node_modules", name);

install();
const sides = [
  { name: "unchanged", reason: undefined, document: CODE_BASE },
  ...cases.map((one) => ({ name: one.name, reason: one.reason, document: headOf(one) })),
];
const works = sides.map(({ document }, index) => prepare(`case${index}`, document));
generate(works);
const classes = compileJava(works);
const types = compileTypeScript(works);
const rows: string[] = [];
for (const [index, { name, reason, document }] of sides.entries()) {
  const work = works[index] ?? "";
  const failing = new Set([...(types.get(work) ?? []), ...(classes.get(work) ?? [])]);
  if (index === 0 && failing.size > 0)
    throw new Error(`Unchanged code does not compile: ${[...failing].join(" ")}`);
  const row = rowOf({ name, reason }, await effectsOf(document), failing);
  process.stderr.write(`${row}\n`);
  if (index > 0) rows.push(row);
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

/** Lays out the document and the consumers. */
function prepare(name: string, document: object): string {
  const work = join(folder, "work", name);
  rmSync(work, { recursive: true, force: true });
  for (const { file, text } of CONSUMERS) {
    mkdirSync(dirname(join(work, file)), { recursive: true });
    writeFileSync(join(work, file), text);
  }
  writeFileSync(join(work, "openapi.json"), JSON.stringify(document));
  return work;
}

/** Each generator makes the code of all cases in one process, because starting one takes longer than a case. */
function generate(folders: readonly string[]): void {
  const node = (script: string, ...args: string[]) => must(process.execPath, [program(script), ...args]);
  const byName = <Value>(make: (work: string) => Value) =>
    Object.fromEntries(folders.map((work) => [basename(work), make(work)]));
  const apis = byName((work) => {
    const output = join(work, "openapi-typescript/schema.ts");
    return { root: join(work, "openapi.json"), "x-openapi-ts": { output } };
  });
  writeFileSync(join(folder, "redocly.yaml"), JSON.stringify({ apis }));
  node("openapi-typescript/bin/cli.js");
  const plugins = ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"];
  const hey = folders.map((work) => ({
    ...{ input: join(work, "openapi.json"), output: join(work, "hey/generated"), plugins },
  }));
  node("@hey-api/openapi-ts/bin/run.js", "-f", writeConfig("hey.config.mjs", hey));
  const orval = byName((work) => ({
    input: { target: join(work, "openapi.json") },
    output: { target: join(work, "orval/orval.ts"), client: "fetch" },
  }));
  node("orval/dist/bin/orval.mjs", "--config", writeConfig("orval.config.mjs", orval));
  const jar = readdirSync(join(folder, "lib")).find((name) => name.startsWith("openapi-generator-cli")) ?? "";
  const java = folders.map((work) => {
    const config = { generatorName: "java", library: "native", additionalProperties: { useJakartaEe: true } };
    const file = join(work, "java.json");
    const paths = { inputSpec: join(work, "openapi.json"), outputDir: join(work, "java") };
    writeFileSync(file, JSON.stringify({ ...config, ...paths }));
    return file;
  });
  must("java", ["-jar", join(folder, "lib", jar), "batch", "--threads", "1", ...java]);
}

function writeConfig(name: string, config: object): string {
  writeFileSync(join(folder, name), `export default ${JSON.stringify(config)};`);
  return join(folder, name);
}

/** One compilation of all cases; gives the consumers that do not compile, by folder. */
function compileTypeScript(folders: readonly string[]): Map<string, string[]> {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, target: "es2022", module: "esnext" },
    ...{ moduleResolution: "bundler", lib: ["es2022", "dom", "dom.iterable"], types: [] },
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["work/*/*/*.ts"] }),
  );
  const { stdout } = runQuietly(process.execPath, [program("typescript/bin/tsc"), "-p", "tsconfig.json"], {
    cwd: folder,
  });
  const files = CONSUMERS.map(({ file }) => file).filter((file) => file.endsWith(".ts"));
  return new Map(
    folders.map((work) => {
      const path = relative(folder, work);
      return [work, files.filter((file) => stdout.includes(`${path}/${file}(`))];
    }),
  );
}

/** One process compiles case by case; gives the consumers in Java that do not compile, by folder. */
function compileJava(folders: readonly string[]): Map<string, string[]> {
  const file = join(folder, "CompileAll.java");
  writeFileSync(file, COMPILE_ALL);
  const { ok, stdout, stderr } = runQuietly("java", ["-cp", join(folder, "lib", "*"), file, ...folders]);
  if (!ok) throw new Error(`The compilation of Java failed: ${stderr.slice(-500)}`);
  const broken = new Set(stdout.split("\n"));
  const files = CONSUMERS.map((consumer) => consumer.file).filter((name) => name.endsWith(".java"));
  return new Map(folders.map((work) => [work, files.filter((name) => broken.has(join(work, name)))]));
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
  { name, reason }: Pick<CodeCase, "name"> & { readonly reason: string | undefined },
  { rules, effect }: Awaited<ReturnType<typeof effectsOf>>,
  failed: ReadonlySet<string>,
): string {
  const cells = GENERATORS.map((generator) => {
    const own = CONSUMERS.filter((consumer) => consumer.generator === generator);
    const failing = own.filter(({ file }) => failed.has(file));
    if (failing.some(({ strict }) => !strict)) return "breaks";
    return failing.length > 0 ? "strict breaks" : "";
  });
  const plain = cells.filter((cell) => cell === "breaks").length;
  const measured = plain >= MAJORITY ? "breaks" : cells.some((cell) => cell !== "") ? "may break" : "no";
  const difference = measured === effect ? "" : reason === undefined ? "differs" : `differs: ${reason}`;
  return `| ${[name, rules.map((rule) => `\`${rule}\``).join(", "), effect, measured, difference, ...cells].join(" | ")} |`;
}

function page(): string {
  return `# Generated code, measured

Made by \`npm run generators -w @gatehouse/spec-review\`; do not edit. Both sides of each change were given to
${PACKAGES.slice(0, 4).join(", ")} and ${JAVA_GENERATOR.split(":").slice(1).join(" ")} (java, library native), and consumers
written against the old side were compiled with the new one. "breaks": a plain consumer no longer compiles. "strict breaks":
only one that covers every value of a union, or writes whole responses by hand as mocks do. Measured is "breaks" where plain
consumers of at least half of the generators break, "may break" where any consumer does. The last run measured
${cases.length} of the ${CODE_CASES.length} cases of \`scripts/generators/codeCases.ts\`.

| change | rules | the review says | measured | | ${GENERATORS.join(" | ")} |
| --- | --- | --- | --- | --- | ${GENERATORS.map(() => "---").join(" | ")} |
${rows.join("\n")}
`;
}
