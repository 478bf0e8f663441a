/**
 * Loaded into a server process with `--import`: counts the calls of functions between the messages "reset" and "take",
 * and sends the called functions of this repository by file.
 */
import { Session } from "node:inspector";

interface CalledScript {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number }[];
  }[];
}

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });

/** The functions called since the last call, by file URL. */
function takeCalls(receive: (calls: Readonly<Record<string, readonly string[]>>) => void): void {
  session.post("Profiler.takePreciseCoverage", (error, reply) => {
    if (error !== null) throw error;
    const scripts: readonly CalledScript[] = reply.result;
    const called = scripts
      .filter(({ url }) => /^file:.*\/(?:packages|apps)\/[^/]+\/src\//.test(url))
      .map(({ url, functions }) => [
        url,
        functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map(({ functionName }) => functionName),
      ]);
    receive(Object.fromEntries(called.filter(([, names]) => (names?.length ?? 0) > 0)));
  });
}

process.on("message", (message) => {
  takeCalls((calls) => process.send?.(message === "take" ? calls : {}));
});
