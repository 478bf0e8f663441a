import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { WorkspaceCopy } from "./copyWorkspace.ts";
import { runTool, type ToolResult, type ToolSurroundings } from "./findGenerators.ts";
import { type ImpactConfig, ImpactError } from "./ImpactConfig.ts";
import { type Diagnostic, parseDiagnostics } from "./parseDiagnostics.ts";

/** Compiles projects in a copy of the repository. */
export interface Checker {
  /** The projects whose program contains one of the files. */
  projectsWith(files: readonly string[]): Promise<string[]>;
  /**
   * The compile errors of the projects, each once.
   * @throws {ImpactError} when the compiler does not work
   */
  check(projects: readonly string[]): Promise<Diagnostic[]>;
}

/** Options of a checker. */
interface CheckerOptions {
  readonly copy: WorkspaceCopy;
  readonly config: ImpactConfig;
  readonly surroundings: ToolSurroundings;
}

/** Stands for all projects, if one command checks them together. */
const ALL_PROJECTS = ".";

/** Creates a checker. */
export function createChecker(options: CheckerOptions): Checker {
  const { copy, config } = options;
  return {
    async projectsWith(files) {
      if (config.projects) return config.projects.map((project) => configFileOf(copy, project));
      if (config.typecheck !== undefined && !config.typecheck.includes("{project}")) return [ALL_PROJECTS];
      const named = copy.files.filter((file) => posix.basename(file) === "tsconfig.json");
      const projects = new Set(named.flatMap((file) => [file, ...referencesOf(copy, file)]));
      const holds: string[] = [];
      for (const project of projects) if (await holdsOneOf(options, project, files)) holds.push(project);
      return holds;
    },
    async check(projects) {
      const found = new Map<string, Diagnostic[]>();
      for (const project of projects) {
        const here = Map.groupBy(await checkProject(options, project), keyOf);
        for (const [key, diagnostics] of here) if (!found.has(key)) found.set(key, diagnostics);
      }
      return [...found.values()].flat();
    },
  };
}

function keyOf({ file, line, column, code }: Diagnostic): string {
  return `${file}:${line}:${column}:${code}`;
}

/** The projects that a project refers to; their configuration files may have other names. */
function referencesOf(copy: WorkspaceCopy, project: string): string[] {
  const text = copy.read(project) ?? "";
  if (!text.includes('"references"')) return [];
  return [...text.matchAll(/"path"\s*:\s*"([^"]+)"/g)]
    .map(([, path = ""]) => posix.join(posix.dirname(project), path))
    .map((path) => (path.endsWith(".json") ? path : posix.join(path, "tsconfig.json")))
    .filter((path) => copy.read(path) !== undefined);
}

function configFileOf(copy: WorkspaceCopy, project: string): string {
  const path = project.endsWith(".json") ? project : posix.join(project, "tsconfig.json");
  if (copy.read(path) !== undefined) return path;
  throw new ImpactError(`"impact"."projects": there is no ${path} in the repository.`);
}

/** Whether the program of a project contains one of the files; false if it cannot be read, as in fixtures of tests. */
async function holdsOneOf(
  options: CheckerOptions,
  project: string,
  files: readonly string[],
): Promise<boolean> {
  const { exitCode, out } = await compile(options, project, ["--listFilesOnly"]);
  if (exitCode === undefined) return false;
  const listed = new Set(out.split(/\r?\n/).map((path) => path.replaceAll("\\", "/")));
  return files.some((file) => listed.has(join(options.copy.folder, file).replaceAll("\\", "/")));
}

async function checkProject(options: CheckerOptions, project: string): Promise<Diagnostic[]> {
  const { folder } = options.copy;
  const result = await runCheck(options, project);
  const found = parseDiagnostics(result.out, { folder, project });
  if (result.exitCode === 0 || found.length > 0) return found;
  const output = `${result.out}\n${result.err}`.trim().slice(-2_000);
  throw new ImpactError(`${project} cannot be checked; the compiler says:\n${output || "nothing"}`);
}

function runCheck(options: CheckerOptions, project: string): Promise<ToolResult> {
  const { config, copy, surroundings } = options;
  if (config.typecheck === undefined) return compile(options, project, ["--noEmit", "--pretty", "false"]);
  const command = config.typecheck.replaceAll("{project}", project);
  return runTool(surroundings, { command, folder: copy.folder });
}

function compile({ copy, surroundings }: CheckerOptions, project: string, flags: readonly string[]) {
  const compiler = compilerOf(copy.folder, posix.dirname(project));
  return runTool(surroundings, { command: [compiler, "-p", project, ...flags], folder: copy.folder });
}

/** The compiler that a script in the folder of the project would run. */
function compilerOf(root: string, folder: string): string {
  const home = join(root, folder, "node_modules", "typescript");
  const manifest = join(home, "package.json");
  if (existsSync(manifest)) {
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin?: Record<string, string> };
    return join(home, bin?.tsc ?? "bin/tsc");
  }
  if (folder !== ".") return compilerOf(root, posix.dirname(folder));
  throw new ImpactError(
    'No TypeScript is installed here. Install the packages of the repository, or set "impact"."typecheck".',
  );
}
