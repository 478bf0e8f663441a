/**
 * Loaded before the server when a part is measured: leaves out the part that `BENCH_WITHOUT` names, by editing the
 * sources as they are loaded. The shipped server has no switches for its parts.
 */
import { registerHooks } from "node:module";
import { editSource, editsOf } from "./parts.ts";

const edits = editsOf(process.env.BENCH_WITHOUT ?? "");

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const own = edits.filter(({ file }) => url.endsWith(`/${file}`));
    return own.length === 0 ? loaded : { ...loaded, source: editSource(String(loaded.source), own) };
  },
});
