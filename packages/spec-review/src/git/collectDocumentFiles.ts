import { posix } from "node:path";

/** The files of a document by path, itself first. */
export type DocumentFiles = ReadonlyMap<string, string>;

type Read = (file: string) => string | undefined | Promise<string | undefined>;

/**
 * Reads a document and all files that it, or one of them, may refer to.
 * @param read gives the text of a file, or undefined where there is none
 */
export async function collectDocumentFiles(path: string, read: Read): Promise<DocumentFiles> {
  const files = new Map<string, string>();
  const seen = new Set([path]);
  for (let open = [path]; open.length > 0; ) {
    const texts = await Promise.all(open.map(async (file) => ({ file, text: await read(file) })));
    const next = new Set<string>();
    for (const { file, text } of texts) {
      if (text === undefined) continue;
      files.set(file, text);
      for (const other of mentionedFiles(file, text)) if (!seen.has(other)) next.add(other);
    }
    for (const file of next) seen.add(file);
    open = [...next];
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
