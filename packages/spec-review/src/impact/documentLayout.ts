import type { JsonObject } from "@gatehouse/contract";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { collectDocumentFiles, type DocumentFiles } from "../git/collectDocumentFiles.ts";
import type { Git } from "../git/createGit.ts";
import type { WorkspaceCopy } from "./copyWorkspace.ts";

/** Where a document under review comes from. */
export type DocumentOrigin =
  | { readonly kind: "revision"; readonly revision: string; readonly path: string }
  | { readonly kind: "workingTree"; readonly path: string }
  /** From elsewhere; it is put into the place of the repository's own as one file. */
  | { readonly kind: "elsewhere" };

/** The repository that documents are laid out in. */
export interface LayoutOptions {
  readonly git: Git;
  /** The copy of the working tree, still with its own document. */
  readonly copy: WorkspaceCopy;
  /** The place of the document that the types are made from. */
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
