import { expect, test } from "vitest";
import { OlderCopyError } from "../StoreFileUnusableError.ts";
import { StoreState } from "./StoreState.ts";

/** A state whose file and writer are stand-ins: the file is read at `sequence`. */
function createState() {
  const file = { sequence: 5 };
  const reader = { sequence: () => file.sequence };
  const writer = { listen: () => undefined, pending: () => 1, call: () => new Promise(() => undefined) };
  const options = { reader, writer, soleWriter: true, cacheBytes: 1_000_000, onFileCheck: () => undefined };
  return { file, state: new StoreState(options as never) };
}

test("SES-22 a reply of the writer that arrives after a later commit was read is not taken for an older copy", () => {
  const { file, state } = createState();
  file.sequence = 9;
  state.assertCurrent();
  state.onSeen({ sequence: 7, foreign: false });
  expect(() => state.assertCurrent()).not.toThrow();
});

test("SES-22 a file with an earlier state than the writer has reported is an older copy from then on", () => {
  const { file, state } = createState();
  state.onSeen({ sequence: 7, foreign: false });
  expect(() => state.assertCurrent()).toThrow(OlderCopyError);
  file.sequence = 8;
  expect(() => state.assertCurrent()).toThrow(OlderCopyError);
});
