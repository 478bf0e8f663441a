import { posix } from "node:path";

/** The files of a document by path, itself first. */
export type DocumentFiles = ReadonlyMap<string, string>;

/**
 * Reads a document and all files that it, or one of them, may refer to.
 * @param read gives the text of a file, or undefined where there is none
 */
export function collectDocumentFiles(
  path: string,
  read: (file: string) => string | undefined,
): DocumentFiles {
  const files = new Map<string, string>();
  const open = [path];
  const seen = new Set(open);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const text = read(file);
    if (text === undefined) continue;
    files.set(file, text);
    const others = mentionedFiles(file, text).filter((other) => !seen.has(other));
    for (const other of others) seen.add(other);
    open.push(...new Set(others));
  }
  return files;
}

/** Descriptions speak of them, and no document is made of them. */
const OF_TOOLS = /(?:^|\/)(?:package|package-lock|tsconfig[^/]*)\.json$/;

/** What stands behind `$ref`, up to its fragment: files need not be called YAML or JSON. */
const REFERENCE = /\$ref["']?\s*:\s*(?:"([^"#]+)|'([^'#]+)|([^\s"'#][^#\n,}]*))/g;

/** Whatever is referred to, or looks like a path of a YAML or JSON file, seen from the file that mentions it. */
function mentionedFiles(from: string, text: string): string[] {
  const folder = posix.dirname(from);
  const named = [...text.matchAll(/[^\s'"#,{}[\]()]+\.(?:ya?ml|json)\b/gi)].map(([name]) => name);
  const referred = [...text.matchAll(REFERENCE)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  return [...named, ...referred]
    .map((name) => posix.normalize(posix.join(folder, decodeSafely(name.trim()))))
    .filter((file) => !OF_TOOLS.test(file));
}

function decodeSafely(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
