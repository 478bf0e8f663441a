import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, posix, relative, sep } from "node:path";

/** A tree and its copy. */
interface CopiedTree {
  /** Real path of the original. */
  readonly root: string;
  readonly folder: string;
}

/**
 * Gives a copy of a repository the installed packages of the original. Packages of the repository itself are linked
 * to their copies, so that nothing in the copy ever reads, or writes, the original's sources.
 */
function linkModules(tree: CopiedTree, packageFolders: readonly string[]): void {
  for (const folder of new Set([".", ...packageFolders])) {
    const modules = join(folder, "node_modules");
    if (existsSync(join(tree.root, modules))) linkEntries(tree, modules);
  }
}

function linkEntries(tree: CopiedTree, modules: string): void {
  mkdirSync(join(tree.folder, modules), { recursive: true });
  for (const name of readdirSync(join(tree.root, modules))) {
    const entry = join(modules, name);
    const holdsEntries = name.startsWith("@") || name === ".bin";
    // Other hidden entries are caches and stores; a tool that writes into them must not reach the original.
    if (name.startsWith(".") && !holdsEntries) continue;
    if (holdsEntries && statSync(join(tree.root, entry)).isDirectory()) linkEntries(tree, entry);
    else linkEntry(tree, entry);
  }
}

function linkEntry({ root, folder }: CopiedTree, entry: string): void {
  const source = join(root, entry);
  if (!existsSync(source)) return;
  const real = realpathSync(source);
  const inside = relative(root, real);
  const isOurs =
    !inside.startsWith("..") && !isAbsolute(inside) && !inside.split(sep).includes("node_modules");
  const target = join(folder, entry);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(
    isOurs ? join(folder, inside) : real,
    target,
    statSync(real).isDirectory() ? "junction" : "file",
  );
}

/** A copy of a repository in a folder of its own, free to be changed. */
export interface WorkspaceCopy {
  /** Real path of the folder. */
  readonly folder: string;
  /** What was copied: paths from the root, with slashes. */
  readonly files: readonly string[];
  write(file: string, text: string): void;
  remove(file: string): void;
  /** The text of a file, or undefined where there is none. */
  read(file: string): string | undefined;
  /** Takes the folder away. */
  dispose(): void;
}

/** What to copy. */
interface CopyOptions {
  readonly root: string;
  /** Paths from the root: what Git knows, and what it does not know and does not ignore. */
  readonly files: readonly string[];
  /** Ignored files and folders to copy. */
  readonly extra: readonly string[];
}

/** Copies the files of a repository and links its installed packages. Nothing is written to the original. */
export function copyWorkspace({ root: given, files: listed, extra }: CopyOptions): WorkspaceCopy {
  const root = realpathSync(given);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "spec-review-impact-")));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  try {
    // A folder of installed packages that is a link is no folder to Git, so that it may be listed.
    const own = listed.filter((file) => !file.split("/").includes("node_modules"));
    const files = own.filter((file) => copyFile({ root, folder }, file));
    for (const path of extra.filter((path) => existsSync(join(root, path)))) {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
    const manifests = files.filter((file) => posix.basename(file) === "package.json");
    linkModules({ root, folder }, manifests.map(posix.dirname));
    return { folder, files, dispose, ...fileAccess(folder) };
  } catch (error) {
    dispose();
    throw error;
  }
}

function fileAccess(folder: string): Pick<WorkspaceCopy, "write" | "remove" | "read"> {
  return {
    write(file, text) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    remove: (file) => rmSync(join(folder, file), { force: true }),
    read(file) {
      const path = join(folder, file);
      return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : undefined;
    },
  };
}

/** @returns whether there was a file: some are deleted and not yet committed, submodules are folders */
function copyFile({ root, folder }: { root: string; folder: string }, file: string): boolean {
  const [source, target] = [join(root, file), join(folder, file)];
  const found = lstatSync(source, { throwIfNoEntry: false });
  if (!found || found.isDirectory()) return false;
  mkdirSync(dirname(target), { recursive: true });
  if (!found.isSymbolicLink()) copyFileSync(source, target, constants.COPYFILE_FICLONE);
  else symlinkSync(linkTarget({ root, folder }, source), target);
  return true;
}

/** A link that names a target in the original by its full path leads to that target in the copy. */
function linkTarget({ root, folder }: { root: string; folder: string }, source: string): string {
  const target = readlinkSync(source);
  if (!isAbsolute(target)) return target;
  const inside = relative(root, target);
  return inside.startsWith("..") || isAbsolute(inside) ? target : join(folder, inside);
}
