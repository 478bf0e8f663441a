import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, posix } from "node:path";
import type { WorkspaceCopy } from "./copyWorkspace.ts";
import { type ImpactConfig, ImpactError } from "./ImpactConfig.ts";

/** A command that makes generated files. */
export interface Generator {
  readonly command: string;
  /** Where it runs, from the root. */
  readonly folder: string;
}

/** What commands need of the process that starts them. */
export interface ToolSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends a command early. */
  readonly interrupted?: AbortSignal | undefined;
}

/** A command to run: a line for the shell, or a script of Node with its arguments. */
interface ToolCall {
  readonly command: string | readonly [script: string, ...args: string[]];
  readonly folder: string;
}

/** What came of a command. */
export interface ToolResult {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Variables that npm sets for the scripts of the outer package; they must not reach the package in the copy. */
const OF_OUTER_NPM =
  /^(npm_(package|lifecycle|config_local_prefix|config_prefix|config_workspace|command)|INIT_CWD$)/i;

const SCRIPT_NAMES = ["generate", "codegen", "generate:types", "generate-types"];

/**
 * Finds the commands that generate the types: as configured, or the scripts of the packages in the order of dependencies.
 * @throws {ImpactError} when there is none
 */
export function findGenerators(copy: WorkspaceCopy, { generate }: ImpactConfig): Generator[] {
  if (generate) return generate.map((command) => ({ command, folder: "." }));
  const packages = copy.files
    .filter((file) => posix.basename(file) === "package.json")
    .flatMap((file) => readPackage(copy, file));
  // The script of the root usually runs those of the packages, with a tool that may not work in a copy.
  const inner = packages.filter(({ folder }) => folder !== ".");
  const found = (inner.length > 0 ? inOrder(inner) : packages).map(({ command, folder }) => ({
    command,
    folder,
  }));
  if (found.length === 0) throw new ImpactError(HELP);
  return found;
}

const HELP =
  `It is unknown how the types are generated from the document: no package has a script ${SCRIPT_NAMES.join(", ")}. ` +
  'Set "impact": { "generate": ["<command>"] } in spec-review.config.json.';

interface GeneratingPackage extends Generator {
  readonly name: string;
  readonly needs: readonly string[];
}

function readPackage(copy: WorkspaceCopy, file: string): GeneratingPackage[] {
  const manifest = parseManifest(copy.read(file) ?? "");
  const script = SCRIPT_NAMES.find((name) => manifest.scripts?.[name] !== undefined);
  const command = script === undefined ? undefined : manifest.scripts?.[script];
  if (command === undefined) return [];
  const needs = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return [{ command, folder: posix.dirname(file), name: manifest.name ?? file, needs }];
}

interface Manifest {
  readonly name?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A manifest that cannot be parsed is usually a fixture of a test, and never generates types. */
function parseManifest(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return {};
  }
}

function inOrder(packages: readonly GeneratingPackage[]): GeneratingPackage[] {
  const ordered = new Set<GeneratingPackage>();
  const seen = new Set<GeneratingPackage>();
  const visit = (one: GeneratingPackage) => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const other of packages.filter(({ name }) => one.needs.includes(name))) visit(other);
    ordered.add(one);
  };
  for (const one of packages) visit(one);
  return [...ordered];
}

/** Runs a command; programs of the packages around its folder take precedence, as in a script of npm. */
export function runTool({ env, interrupted }: ToolSurroundings, call: ToolCall): Promise<ToolResult> {
  const { command, folder } = call;
  const options = {
    cwd: folder,
    env: toolEnv(env, folder),
    stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
    ...(interrupted && { signal: interrupted }),
  };
  const child =
    typeof command === "string"
      ? spawn(command, { ...options, shell: true })
      : spawn(process.execPath, [...command], options);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode: exitCode ?? undefined, out: out(), err: err() }));
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

function toolEnv(env: ToolSurroundings["env"], folder: string): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !OF_OUTER_NPM.test(name));
  const pathName = kept.find(([name]) => name.toLowerCase() === "path")?.[0] ?? "PATH";
  const path = [...programFolders(folder), env[pathName] ?? ""].join(delimiter);
  return { ...Object.fromEntries(kept), [pathName]: path, NO_COLOR: "1" };
}

function programFolders(folder: string): string[] {
  const here = join(folder, "node_modules", ".bin");
  const above = dirname(folder);
  return [...(existsSync(here) ? [here] : []), ...(above === folder ? [] : programFolders(above))];
}
