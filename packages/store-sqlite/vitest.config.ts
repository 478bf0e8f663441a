import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mergeConfig } from "vitest/config";
import { startBundledThread } from "../../scripts/faults/bundleServer.ts";
import { sharedProcessConfig } from "../../vitest.shared.ts";
import { folder } from "./test/processes/bundled.ts";

export default mergeConfig(sharedProcessConfig, {
  // What vitest keeps of a source from run to run must not name the folder.
  plugins: [startBundledThread("process.env.WRITER_THREAD")],
  test: {
    globalSetup: join(import.meta.dirname, "test/processes/bundled.ts"),
    env: { PROGRAMS: folder, WRITER_THREAD: pathToFileURL(join(folder, "writerThread.mjs")).href },
  },
});
