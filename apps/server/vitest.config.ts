import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergeConfig } from "vitest/config";
import { sharedProcessConfig } from "../../vitest.shared.ts";

/** A file for each run, so that two runs at a time do not count for each other. */
const exchanges = join(tmpdir(), `gatehouse-exchanges-${process.pid}.jsonl`);
const contractReporter = join(import.meta.dirname, "../../vitest.contract.ts");

export default mergeConfig(sharedProcessConfig, {
  test: {
    globalSetup: join(import.meta.dirname, "test/support/bundled.ts"),
    // The longest suite by far: its tests wait for processes of theirs.
    maxWorkers: 2,
    env: { CONTRACT_EXCHANGES: exchanges },
    reporters: [[contractReporter, { file: exchanges }]],
  },
});
