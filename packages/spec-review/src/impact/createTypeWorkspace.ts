import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@gatehouse/contract";
import type { ReviewedDocument } from "../document/openDocument.ts";
import type { Git } from "../git/createGit.ts";
import { collectDocumentFiles, type DocumentFiles } from "../git/openRevision.ts";
import type { WorkspaceCopy } from "./copyWorkspace.ts";
import { type Generator, runTool, type ToolSurroundings } from "./findGenerators.ts";
import { ImpactError } from "./ImpactConfig.ts";

/** The digest of each file, by path from the root. */
export type Digests = ReadonlyMap<string, string>;

/** Generates types for one document after the other, in a copy of the repository. */
export interface TypeWorkspace {
  /**
   * Replaces the document and generates the files again.
   * @param name the name of the document in errors
   * @throws {ImpactError} when a command fails
   */
  generate(document: DocumentFiles, name: string): Promise<void>;
  /** The digests of all files that a compiler reads, without those of the document. */
  digests(): Digests;
}

/** Options of a workspace. */
interface TypeWorkspaceOptions {
  readonly copy: WorkspaceCopy;
  readonly generators: readonly Generator[];
  readonly surroundings: ToolSurroundings;
}

/** Where a document under review comes from. */
export type DocumentOrigin =
  | { readonly kind: "revision"; readonly revision: string; readonly path: string }
  | { readonly kind: "workingTree"; readonly path: string }
  /** From elsewhere; it replaces the document of the repository as one file. */
  | { readonly kind: "elsewhere" };

/** The repository in which documents are laid out. */
interface LayoutOptions {
  readonly git: Git;
  /** The copy of the working tree, still with its own document. */
  readonly copy: WorkspaceCopy;
  /** The path of the document that the types are generated from. */
  readonly path: string;
}

/** Lays documents out as files of the repository. */
export const documentLayout = {
  /** The files of a document; those of a revision or the working tree as they are, others as one file. */
  async of(
    options: LayoutOptions,
    origin: DocumentOrigin,
    document: ReviewedDocument,
  ): Promise<DocumentFiles> {
    const { git, copy, path } = options;
    if (origin.kind === "elsewhere" || origin.path !== path)
      return documentLayout.single(path, document.root);
    if (origin.kind === "workingTree") return collectDocumentFiles(path, copy.read);
    const known = git.files(origin.revision);
    const blobs = git.openBlobs(origin.revision);
    try {
      return await collectDocumentFiles(path, (file) => (known.has(file) ? blobs.read(file) : undefined));
    } finally {
      blobs.close();
    }
  },

  /** A document as one file; JSON is YAML as well. */
  single(path: string, root: JsonObject): DocumentFiles {
    return new Map([[path, `${JSON.stringify(root, undefined, 2)}\n`]]);
  },
};

/** Creates a workspace. */
export function createTypeWorkspace({ copy, generators, surroundings }: TypeWorkspaceOptions): TypeWorkspace {
  const documentFiles = new Set<string>();
  const pristine = new Set(filesIn(copy.folder));
  return {
    async generate(document, name) {
      // Files of the previous document must not pass for files of this one.
      for (const file of filesIn(copy.folder)) if (!pristine.has(file)) copy.remove(file);
      for (const [file, text] of document) {
        documentFiles.add(file);
        copy.write(file, text);
      }
      for (const generator of generators) await run(generator, name);
    },
    digests() {
      const files = filesIn(copy.folder).filter((file) => OF_COMPILER.test(file) && !documentFiles.has(file));
      return new Map(files.map((file) => [file, digestOf(join(copy.folder, file))]));
    },
  };

  async function run({ command, folder }: Generator, name: string): Promise<void> {
    const { exitCode, out, err } = await runTool(surroundings, {
      command,
      folder: join(copy.folder, folder),
    });
    if (exitCode === 0) return;
    const output = `${out}\n${err}`.trim().split(/\r?\n/).slice(-MOST_LINES);
    const ending = exitCode === undefined ? "was ended by a signal" : `ended with exit code ${exitCode}`;
    throw new ImpactError(
      `The types of ${name} cannot be generated: \`${command}\` in ${folder} ${ending}.\n${output.map((line) => `  ${line}`).join("\n")}\n` +
        'Make it work by hand first, or set "impact"."generate" in spec-review.config.json.',
    );
  }
}

const MOST_LINES = 20;

const OF_COMPILER = /\.(?:[cm]?[jt]sx?|json)$/;

/** The files of a folder, without hidden folders, which belong to tools. */
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
