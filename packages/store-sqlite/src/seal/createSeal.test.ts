import fs, { type BigIntStats, mkdtempSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createSeal } from "./createSeal.ts";

/** Has every look at an open file find it changed, for so many looks. */
function changeFiles(looks: number): void {
  const { fstatSync } = fs;
  let look = 0;
  const spy = vi.spyOn(fs, "fstatSync").mockImplementation(((file: number) => {
    look += 1;
    const stats = fstatSync(file, { bigint: true });
    return Object.assign(stats, { ctimeNs: stats.ctimeNs + BigInt(Math.min(look, looks)) }) as BigIntStats;
  }) as never);
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
}

function openSeal() {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-seal-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "sessions.db");
  const onStoreWritten = () => undefined;
  const seal = createSeal({
    path,
    markerPath: `${path}.marker`,
    storeIdentity: "1",
    soleWriter: true,
    onStoreWritten,
  });
  onTestFinished(seal.close);
  seal.write({ storeId: "a", sequence: 3 });
  return seal;
}

test("SES-22 marker and seal are read again while another process writes them", () => {
  const seal = openSeal();
  changeFiles(6);
  expect(seal.read()).toMatchObject({ progress: { storeId: "a", sequence: 3 }, isTorn: false });
});

test("SES-22 a store whose marker and seal change all the time is not opened, and the error says why", () => {
  const seal = openSeal();
  changeFiles(Number.MAX_SAFE_INTEGER);
  expect(() => seal.read()).toThrow(/sessions\.db cannot be used: its marker and seal change all the time/);
  expect(() => seal.whileStoreIsWritten(() => undefined)).toThrow(/change all the time/);
});
