import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { auditFilesOf } from "./auditFilesOf.ts";
import { AuditFileError, createAuditFileSink } from "./createAuditFileSink.ts";

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-audit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "audit.log");
}

/** Opens files whose next write stops after some bytes, as on a full disk. */
function fullDisk() {
  let room = Number.POSITIVE_INFINITY;
  return {
    leave(bytes: number) {
      room = bytes;
    },
    openFile: async (file: string, flags: string, mode?: number) => {
      const handle = await open(file, flags, mode);
      const append = handle.appendFile.bind(handle);
      handle.appendFile = async (data) => {
        const bytes = Buffer.from(data as Buffer);
        await append(bytes.subarray(0, room));
        if (bytes.length > room) throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
      };
      return handle;
    },
  };
}

const limits = { maxBytes: 100, keepFiles: 2 };
const read = (file: string): string => readFileSync(file, "utf8");

test("lines are appended to an existing file that only its owner may read", async () => {
  const file = temporaryFile();
  const first = await createAuditFileSink({ file, ...limits });
  await first.write("a\n");
  await first.close();
  const second = await createAuditFileSink({ file, ...limits });
  await second.write("b\n");
  await second.close();
  expect(read(file)).toBe("a\nb\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a full file is rotated, and the configured number of files is kept", async () => {
  const file = temporaryFile();
  const sink = await createAuditFileSink({ file, ...limits });
  for (const letter of ["a", "b", "c", "d"]) await sink.write(`${letter.repeat(59)}\n`);
  await sink.close();
  expect(await auditFilesOf(file)).toEqual([`${file}.2`, `${file}.1`, file]);
  expect([`${file}.2`, `${file}.1`, file].map((name) => read(name)[0])).toEqual(["b", "c", "d"]);
});

test("LOG-05 a partial write is undone, and succeeds when there is room again", async () => {
  const file = temporaryFile();
  const disk = fullDisk();
  const sink = await createAuditFileSink({ file, ...limits, openFile: disk.openFile });
  await sink.write("whole\n");
  disk.leave(3);
  await expect(sink.write("broken\n")).rejects.toThrow("ENOSPC");
  expect(read(file)).toBe("whole\n");
  disk.leave(1000);
  await sink.write("broken\n");
  await sink.close();
  expect(read(file)).toBe("whole\nbroken\n");
});

test("an incomplete last line is removed when the file is opened", async () => {
  const file = temporaryFile();
  writeFileSync(file, 'whole\n{"torn');
  const sink = await createAuditFileSink({ file, ...limits });
  await sink.write("next\n");
  await sink.close();
  expect(read(file)).toBe("whole\nnext\n");
});

test("a file that another program moved away is created again", async () => {
  const file = temporaryFile();
  const sink = await createAuditFileSink({ file, ...limits });
  await sink.write("a\n");
  renameSync(file, `${file}.moved`);
  await sink.write("b\n");
  await sink.close();
  expect([read(`${file}.moved`), read(file)]).toEqual(["a\n", "b\n"]);
});

test("LOG-05 a file that cannot be rotated keeps growing, and this is reported once", async () => {
  const file = temporaryFile();
  mkdirSync(`${file}.1`);
  writeFileSync(join(`${file}.1`, "in the way"), "");
  const onTrouble = vi.fn();
  const sink = await createAuditFileSink({ file, maxBytes: 100, keepFiles: 1, onTrouble });
  for (const letter of ["a", "b", "c"]) await sink.write(`${letter.repeat(59)}\n`);
  await sink.close();
  expect(read(file).split("\n")).toHaveLength(4);
  expect(onTrouble).toHaveBeenCalledTimes(1);
});

test("LOG-05 writes fail while the folder is missing and succeed when it is back", async () => {
  const file = temporaryFile();
  const sink = await createAuditFileSink({ file, ...limits });
  const folder = join(file, "..");
  renameSync(folder, `${folder}.gone`);
  await expect(sink.write("a\n")).rejects.toThrow(AuditFileError);
  renameSync(`${folder}.gone`, folder);
  await sink.write("a\n");
  await sink.close();
  expect(read(file)).toBe("a\n");
});

test.each([
  { name: "a missing folder", make: (file: string) => join(file, "no", "audit.log") },
  {
    name: "a folder",
    make: (file: string) => {
      mkdirSync(file);
      return file;
    },
  },
  { name: "a device", make: () => "/dev/full" },
  {
    name: "a pipe without a reader",
    make: (file: string) => {
      execFileSync("mkfifo", [file]);
      return file;
    },
  },
])("$name is rejected at the start, and the error names the file", async ({ make }) => {
  const file = make(temporaryFile());
  const rejection = createAuditFileSink({ file, ...limits });
  await expect(rejection).rejects.toThrow(AuditFileError);
  await expect(rejection).rejects.toThrow(file);
});
