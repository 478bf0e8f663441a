import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { GENESIS, openSeal, sealLine } from "./createAuditTrail.ts";

test("a sealed line carries number, previous hash and the hash of both with the line", () => {
  const { line, head } = sealLine('{"event":"x"}', GENESIS);
  const content = `{"event":"x","sequence":1,"previous":"${GENESIS.hash}"}`;
  const hash = createHash("sha256").update(GENESIS.hash).update(content).digest("hex");
  expect(line).toBe(`${content.slice(0, -1)},"hash":"${hash}"}`);
  expect(head).toEqual({ sequence: 1, hash });
  expect(JSON.parse(line)).toMatchObject({ event: "x", sequence: 1, hash });
});

test("a seal is genuine until a byte of the line changes", () => {
  const { line, head } = sealLine('{"event":"Zoë"}', GENESIS);
  expect(openSeal(line)).toEqual({ head, previousHash: GENESIS.hash, genuine: true });
  expect(openSeal(line.replace("Zoë", "Zoe"))?.genuine).toBe(false);
  expect(openSeal(line.replace('"sequence":1', '"sequence":2'))?.genuine).toBe(false);
});

test("a line without a seal has none, even if one of its texts looks like a seal", () => {
  const forged = JSON.stringify({
    who: `,"sequence":1,"previous":"${"0".repeat(64)}","hash":"${"0".repeat(64)}"}`,
  });
  for (const line of ["", "{}", forged]) expect(openSeal(line)).toBeUndefined();
});
