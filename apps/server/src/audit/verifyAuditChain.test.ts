import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type ChainHead, GENESIS, sealLine } from "./createAuditTrail.ts";
import { verifyAuditChain } from "./verifyAuditChain.ts";

/** Six lines in a chain, and the head behind each. */
function chain(count = 6): { lines: string[]; heads: ChainHead[] } {
  let head = GENESIS;
  const lines: string[] = [];
  const heads: ChainHead[] = [];
  for (let index = 1; index <= count; index += 1) {
    const sealed = sealLine(
      JSON.stringify({ event: "session_logout", who: { username: `user ${index}` } }),
      head,
    );
    head = sealed.head;
    lines.push(sealed.line);
    heads.push(head);
  }
  return { lines, heads };
}

/** Writes lines into files, oldest first. */
function filesOf(...contents: readonly (readonly string[])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-chain-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return contents.map((lines, index) => {
    const file = join(folder, `part-${index + 1}`);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return file;
  });
}

test("an untouched chain over several files is intact, and the result holds its head", async () => {
  const { lines, heads } = chain();
  const verification = await verifyAuditChain(filesOf(lines.slice(0, 2), [], lines.slice(2)));
  expect(verification).toEqual({
    intact: true,
    lines: 6,
    firstSequence: 1,
    head: heads[5],
    unchainedLines: 0,
  });
});

test("a chain whose oldest files were removed by retention is intact, and the result holds its first number", async () => {
  const { lines } = chain();
  expect(await verifyAuditChain(filesOf(lines.slice(3)))).toMatchObject({
    intact: true,
    lines: 3,
    firstSequence: 4,
  });
});

test("lines from before the chain was enabled are counted", async () => {
  const { lines } = chain();
  const verification = await verifyAuditChain(filesOf(['{"event":"sys_startup"}'], lines));
  expect(verification).toMatchObject({ intact: true, lines: 6, unchainedLines: 1 });
});

test("no files and empty files are an empty chain", async () => {
  expect(await verifyAuditChain([])).toMatchObject({ intact: true, lines: 0, head: GENESIS });
  expect(await verifyAuditChain(filesOf([]))).toMatchObject({ intact: true, lines: 0 });
});

const swap = (lines: readonly string[], a: number, b: number): string[] =>
  lines.map((line, index) => lines[index === a ? b : index === b ? a : index] ?? line);

test.each([
  {
    name: "a changed word",
    tamper: (lines: string[]) => lines.map((line) => line.replace("user 3", "user 9")),
    want: { problem: "altered", line: 3 },
  },
  {
    name: "a removed line",
    tamper: (lines: string[]) => lines.filter((_, index) => index !== 2),
    want: { problem: "missing", line: 3, message: "Line 4 is here; line 3 is missing." },
  },
  {
    name: "several removed lines",
    tamper: (lines: string[]) => lines.filter((_, index) => index < 1 || index > 3),
    want: { problem: "missing", line: 2, message: "Line 5 is here; lines 2 to 4 are missing." },
  },
  {
    name: "two swapped lines",
    tamper: (lines: string[]) => swap(lines, 1, 4),
    want: { problem: "reordered", line: 2 },
  },
  {
    name: "a repeated line",
    tamper: (lines: string[]) => lines.flatMap((line, index) => (index === 3 ? [line, line] : [line])),
    want: { problem: "repeated", line: 5 },
  },
  {
    name: "an inserted line",
    tamper: (lines: string[]) =>
      lines.flatMap((line, index) => (index === 3 ? [line, '{"event":"x"}'] : [line])),
    want: { problem: "foreign", line: 5 },
  },
  {
    name: "a rewritten line with the seal of another chain",
    tamper: (lines: string[]) =>
      lines.map((line, index) =>
        index === 2 ? sealLine('{"event":"forged"}', { sequence: 2, hash: "f".repeat(64) }).line : line,
      ),
    want: { problem: "altered", line: 3 },
  },
  {
    name: "a rewritten line with a seal that continues the line before",
    tamper: (lines: string[]) =>
      lines.map((line, index) =>
        index === 2 ? sealLine('{"event":"forged"}', chain(2).heads[1] ?? GENESIS).line : line,
      ),
    want: { problem: "altered", line: 4 },
  },
  {
    name: "seals removed from the first lines",
    tamper: (lines: string[]) =>
      lines.map((line, index) => (index < 2 ? line.replace(/,"sequence".*/, "}") : line)),
    want: { problem: "missing", line: 3 },
  },
  {
    name: "a line cut before its last character",
    tamper: (lines: string[]) => lines.map((line, index) => (index === 5 ? line.slice(0, -1) : line)),
    want: { problem: "foreign", line: 6 },
  },
])("$name is found at its line", async ({ tamper, want }) => {
  const [file] = filesOf(tamper(chain().lines));
  expect(await verifyAuditChain([file ?? ""])).toMatchObject({ intact: false, file, ...want });
});

test("a break in the second file is reported with the line of that file", async () => {
  const { lines } = chain();
  const files = filesOf(lines.slice(0, 3), [...lines.slice(4)]);
  expect(await verifyAuditChain(files)).toMatchObject({
    intact: false,
    file: files[1],
    line: 1,
    problem: "missing",
  });
});

test("a last line without a line end is reported as torn", async () => {
  const { lines } = chain();
  const [file = ""] = filesOf(lines);
  writeFileSync(file, lines.join("\n"));
  expect(await verifyAuditChain([file])).toMatchObject({ intact: false, problem: "torn", line: 6 });
});

test("an anchor detects lines that were cut off at the end, and a rewritten chain", async () => {
  const { lines, heads } = chain();
  const anchor = heads[4] ?? GENESIS;
  expect(await verifyAuditChain(filesOf(lines), { anchor })).toMatchObject({ intact: true });
  expect(await verifyAuditChain(filesOf(lines.slice(0, 4)), { anchor })).toMatchObject({
    intact: false,
    problem: "anchor-missing",
    line: 4,
  });
  const other = sealLine('{"event":"other"}', heads[3] ?? GENESIS).line;
  expect(await verifyAuditChain(filesOf([...lines.slice(0, 4), other]), { anchor })).toMatchObject({
    intact: false,
    problem: "anchor-missing",
  });
});
