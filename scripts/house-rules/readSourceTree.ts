import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSourceTree, type SourceTree } from "./SourceTree.ts";

const PLACES = "{packages,apps}/**/*.{ts,md,json}";
const LEFT_OUT = ["node_modules", "dist", "data", ".turbo", "corpus"];

/** Reads the packages and apps of a repository. */
export function readSourceTree(root: string): SourceTree {
  const paths = globSync(PLACES, { cwd: root, exclude: (name) => LEFT_OUT.includes(name) });
  return createSourceTree(
    new Map(paths.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(root, path), "utf8")])),
  );
}
