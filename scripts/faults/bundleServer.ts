import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { type StartOptions, startTarget } from "../attack/startTarget.ts";

const MAIN = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));
const OWN_URL = "import.meta.url";
const THREAD = {
  source: fileURLToPath(new URL("../../packages/store-sqlite/src/writer/writerThread.ts", import.meta.url)),
  startedIn: "writer/startWriter.ts",
  declaration: "const WRITER_THREAD = ",
};

/** A change of the server's source that drops a rule, to show that the checker notices. */
export interface Omission {
  /** The end of the path of the file that has it. */
  readonly file: string;
  readonly code: string;
  readonly instead: string;
}

/**
 * Puts programs into a few files: most of a start is looking for files and stripping types. Nothing of them changes by
 * it; what they read beside their code stays where it is. The thread that writes the store gets a file of its own.
 *
 * @param folder takes the files, each program as `NAME.mjs`; must exist
 * @param programs their sources by name
 * @param omissions rules to leave out
 */
export async function bundlePrograms(
  folder: string,
  programs: Readonly<Record<string, string>>,
  omissions: readonly Omission[] = [],
): Promise<void> {
  const bundle = await rolldown({
    input: { ...programs, writerThread: THREAD.source },
    platform: "node",
    resolve: { conditionNames: ["@gatehouse/source", "node", "default"] },
    plugins: [
      startBundledThread(JSON.stringify(pathToFileURL(join(folder, "writerThread.mjs")).href)),
      {
        name: "own-url",
        transform: (code, id) =>
          code.includes(OWN_URL) ? code.replaceAll(OWN_URL, JSON.stringify(pathToFileURL(id).href)) : null,
      },
      ...omissions.map((omission) => leaveOut(omission)),
    ],
  });
  await bundle.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await bundle.close();
}

/**
 * Has the store start its thread from the file `writerThread.mjs` of `bundlePrograms`.
 *
 * @param url an expression for the URL of that file; where it is undefined, the thread is started from its source
 */
export function startBundledThread(url: string) {
  const instead = `${THREAD.declaration}${url} !== undefined ? new URL(${url}) : `;
  return leaveOut({ file: THREAD.startedIn, code: THREAD.declaration, instead });
}

/** Bundles the server and its command; gives the path of the program, which stands for `main.ts`. */
export async function bundleMain(folder: string, omissions: readonly Omission[] = []): Promise<string> {
  await bundlePrograms(folder, { main: MAIN }, omissions);
  return join(folder, "main.mjs");
}

/**
 * Bundles the server and lets Node remember what it compiled of it.
 *
 * @param folder takes the files; must exist
 * @param omissions rules to leave out
 * @param compiled takes what Node compiled
 * @returns what `startTarget` starts in place of the source
 */
export async function bundleServer(
  folder: string,
  omissions: readonly Omission[] = [],
  compiled = join(folder, "compiled"),
): Promise<{ readonly program: string; readonly settings: NonNullable<StartOptions["settings"]> }> {
  const target = {
    program: await bundleMain(folder, omissions),
    settings: { NODE_COMPILE_CACHE: compiled },
  };
  // What was compiled is written down when a process ends by itself.
  const dataDirectory = join(folder, "first");
  mkdirSync(dataDirectory, { mode: 0o700 });
  const first = await startTarget({ ...target, dataDirectory });
  await first.stop("SIGTERM");
  return target;
}

/** @throws {Error} when the server no longer has the rule in these words */
function leaveOut({ file, code: rule, instead }: Omission) {
  return {
    name: "omission",
    transform(code: string, id: string): string | null {
      if (!id.endsWith(file)) return null;
      if (!code.includes(rule)) throw new Error(`${file} does not hold: ${rule}`);
      return code.replace(rule, instead);
    },
  };
}
