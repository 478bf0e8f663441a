import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentFiles } from "../git/collectDocumentFiles.ts";
import type { WorkspaceCopy } from "./copyWorkspace.ts";
import type { Generator } from "./findGenerators.ts";
import { ImpactError } from "./ImpactConfig.ts";
import { runTool, type ToolSurroundings } from "./runTool.ts";

/** The digest of each file, by path from the root. */
export type Digests = ReadonlyMap<string, string>;

/** Makes types for one document after the other, in a copy of the repository. */
export interface TypeBench {
  /**
   * Puts a document in the place of the one before it and makes the generated files anew.
   * @param name how the reviewer calls it, for errors
   * @throws {ImpactError} when a command fails
   */
  make(document: DocumentFiles, name: string): Promise<void>;
  /** The files that a compiler reads as they are now, without those of the document. */
  digests(): Digests;
}

/** What a bench is made of. */
export interface TypeBenchOptions {
  readonly copy: WorkspaceCopy;
  readonly generators: readonly Generator[];
  readonly surroundings: ToolSurroundings;
}

/** Sets up a bench. */
export function createTypeBench({ copy, generators, surroundings }: TypeBenchOptions): TypeBench {
  const documentFiles = new Set<string>();
  const pristine = new Set(filesIn(copy.folder));
  return {
    async make(document, name) {
      // What was made of the document before must not be taken for what is made of this one.
      for (const file of filesIn(copy.folder)) if (!pristine.has(file)) copy.remove(file);
      for (const [file, text] of document) {
        documentFiles.add(file);
        copy.write(file, text);
      }
      for (const generator of generators) await generate(generator, name);
    },
    digests() {
      const files = filesIn(copy.folder).filter((file) => OF_COMPILER.test(file) && !documentFiles.has(file));
      return new Map(files.map((file) => [file, digestOf(join(copy.folder, file))]));
    },
  };

  async function generate({ command, folder }: Generator, name: string): Promise<void> {
    const { exitCode, out, err } = await runTool(surroundings, {
      command,
      folder: join(copy.folder, folder),
    });
    if (exitCode === 0) return;
    const said = `${out}\n${err}`.trim().split(/\r?\n/).slice(-MOST_LINES);
    const ending = exitCode === undefined ? "was ended by a signal" : `ended with exit code ${exitCode}`;
    throw new ImpactError(
      `The types of ${name} cannot be made: \`${command}\` in ${folder} ${ending}.\n${said.map((line) => `  ${line}`).join("\n")}\n` +
        'Make it work by hand first, or set "impact"."generate" in spec-review.config.json.',
    );
  }
}

const MOST_LINES = 20;

const OF_COMPILER = /\.(?:[cm]?[jt]sx?|json)$/;

/** Hidden folders hold what tools keep for themselves. */
function filesIn(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    const isOwn = entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".");
    return isOwn ? filesIn(root, path) : [];
  });
}

function digestOf(path: string): string {
  return createHash("sha1").update(readFileSync(path)).digest("hex");
}
