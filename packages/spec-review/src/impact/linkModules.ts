import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";

/** A tree and its copy. */
export interface CopiedTree {
  /** Real path of the original. */
  readonly root: string;
  readonly folder: string;
}

/**
 * Gives a copy of a repository the installed packages of the original. Packages of the repository itself are linked
 * to their copies, so that nothing in the copy ever reads, or writes, the original's sources.
 */
export function linkModules(tree: CopiedTree, packageFolders: readonly string[]): void {
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
  const place = join(folder, entry);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(
    isOurs ? join(folder, inside) : real,
    place,
    statSync(real).isDirectory() ? "junction" : "file",
  );
}
