import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findTrustProblems } from "./findTrustProblems.ts";
import { readConfiguration } from "./readConfiguration.ts";

const files = [
  "sessions.db",
  "sessions.db-wal",
  "sessions.db-shm",
  "sessions.db.marker",
  "sessions.db.seal",
  "accounts.json",
  "accounts.json.imported",
  "audit.log",
  "audit.log.1",
  "audit.log.12",
  "tls-key.pem",
  "tls-cert.pem",
  "gatehouse.lock",
  "gatehouse.pid",
];
const isRoot = process.geteuid?.() === 0;

/** A data directory with every file that is trusted, as it should be. */
function createFixture(settings: Record<string, string> = {}) {
  const parent = mkdtempSync(join(tmpdir(), "gatehouse-trust-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const directory = join(parent, "data");
  mkdirSync(directory, { mode: 0o700 });
  const at = (name: string) => join(directory, name);
  for (const name of files) writeFileSync(at(name), "", { mode: 0o600 });
  const problems = () => {
    const configuration = readConfiguration({ GATEHOUSE_DATA_DIR: directory, ...settings });
    return findTrustProblems({ configuration, user: process.geteuid?.() });
  };
  return { parent, directory, at, problems };
}

const away = (path: string) => {
  const elsewhere = `${path}.away`;
  renameSync(path, elsewhere);
  return elsewhere;
};

function withMode(name: string, mode: number) {
  return {
    name,
    make(path: string) {
      chmodSync(path, mode);
      return () => chmodSync(path, 0o600);
    },
  };
}

/** Ways in which a file must not be trusted, and how each is undone. */
const fileFaults: readonly {
  readonly name: string;
  readonly needsRoot?: true;
  make(path: string): () => void;
}[] = [
  withMode("readable for the group", 0o640),
  withMode("writable for all", 0o602),
  {
    name: "of another user",
    needsRoot: true,
    make(path) {
      chownSync(path, 65_534, 65_534);
      return () => chownSync(path, 0, 0);
    },
  },
  {
    name: "a link",
    make(path) {
      const elsewhere = away(path);
      symlinkSync(elsewhere, path);
      return () => renameSync(elsewhere, path);
    },
  },
  {
    name: "a broken link",
    make(path) {
      const elsewhere = away(path);
      symlinkSync(`${path}.nowhere`, path);
      return () => renameSync(elsewhere, path);
    },
  },
  {
    name: "a pipe",
    make(path) {
      const elsewhere = away(path);
      spawnSync("mkfifo", ["-m", "600", path]);
      return () => renameSync(elsewhere, path);
    },
  },
  {
    name: "a directory",
    make(path) {
      const elsewhere = away(path);
      mkdirSync(path, { mode: 0o700 });
      return () => {
        rmSync(path, { recursive: true });
        renameSync(elsewhere, path);
      };
    },
  },
];

test("OPS-07 files and a directory of their user alone are trusted, and absent files are no problem", () => {
  const { at, problems } = createFixture();
  expect(problems()).toEqual([]);
  for (const name of files) rmSync(at(name));
  expect(problems()).toEqual([]);
});

test.each(files)("OPS-07 %s is not trusted if another user could have changed it", (name) => {
  const { at, problems } = createFixture();
  for (const { name: fault, make, needsRoot } of fileFaults) {
    if (needsRoot === true && !isRoot) continue;
    const undo = make(at(name));
    const found = problems();
    expect([fault, found.length, found[0]?.message]).toEqual([fault, 1, expect.stringContaining(at(name))]);
    expect(found[0]?.remedy).toMatch(/^(Run: (chmod|chown|rm) |Move it away|Put the file itself there)/);
    undo();
  }
  expect(problems()).toEqual([]);
});

test.each([0o701, 0o710, 0o750, 0o755, 0o770, 0o777, 0o1777])(
  "OPS-07 a data directory of mode %o is not trusted",
  (mode) => {
    const { directory, problems } = createFixture();
    chmodSync(directory, mode);
    expect(problems()).toEqual([
      {
        part: "data directory",
        message: expect.stringMatching(/^others on this machine may (change|look into) /),
        remedy: `Run: chmod 700 ${directory}`,
      },
    ]);
  },
);

test("OPS-07 a link as data directory is followed, and a broken link is a problem", () => {
  const { parent, directory, problems } = createFixture();
  renameSync(directory, join(parent, "real"));
  symlinkSync(join(parent, "real"), directory);
  expect(problems()).toEqual([]);
  chmodSync(join(parent, "real"), 0o755);
  expect(problems()).toHaveLength(1);
  rmSync(directory);
  symlinkSync(join(parent, "nowhere"), directory);
  expect(problems()).toMatchObject([{ message: expect.stringContaining("leads nowhere") }]);
});

test("OPS-07 files of the operator may be links, a group may read the key, and no other user may change a file", () => {
  const { parent } = createFixture();
  const own = (name: string, mode: number) => {
    const path = join(parent, name);
    writeFileSync(path, name.endsWith("json") ? '{"users": {"ada@vsphere.local": ["Operator"]}}' : "", {
      mode,
    });
    chmodSync(path, mode);
    return path;
  };
  const [key, certificate, roles] = [own("k.pem", 0o640), own("c.pem", 0o644), own("roles.json", 0o644)];
  symlinkSync(key, join(parent, "link.pem"));
  const { problems } = createFixture({
    GATEHOUSE_TLS_KEY_FILE: join(parent, "link.pem"),
    GATEHOUSE_TLS_CERT_FILE: certificate,
    GATEHOUSE_VSPHERE_URL: "https://vcenter.example.com",
    GATEHOUSE_VSPHERE_ROLES: roles,
  });
  expect(problems()).toEqual([]);
  for (const [path, mode, part] of [
    [key, 0o644, "certificate"],
    [key, 0o660, "certificate"],
    [certificate, 0o664, "certificate"],
    [roles, 0o646, "settings"],
  ] as const) {
    chmodSync(path, mode);
    expect(problems()).toMatchObject([{ part, remedy: expect.stringMatching(/^Run: chmod /) }]);
    chmodSync(path, 0o640);
  }
});

test("OPS-07 the directory of a store outside the data directory is checked, too", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "gatehouse-trust-"));
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  const { problems } = createFixture({ GATEHOUSE_STORE_URL: `sqlite:${join(elsewhere, "s.db")}` });
  chmodSync(elsewhere, 0o755);
  expect(problems()).toEqual([]);
  chmodSync(elsewhere, 0o777);
  expect(problems()).toMatchObject([{ part: "store", message: expect.stringContaining("may change") }]);
});

const elsewhere = [
  { part: "store", settings: (path: string) => ({ GATEHOUSE_STORE_URL: `sqlite:${path}` }) },
  { part: "audit trail", settings: (path: string) => ({ GATEHOUSE_AUDIT: path }) },
];

test.each(elsewhere)(
  "OPS-03 a $part whose folder does not exist is reported with its remedy",
  ({ part, settings }) => {
    const folder = "/nowhere/of all/that's";
    const fixture = createFixture(settings(`${folder}/file`));
    expect(fixture.problems()).toEqual([
      {
        part,
        message: `${folder}, the folder of the ${part}, does not exist`,
        remedy: "Run: mkdir -p -m 700 '/nowhere/of all/that'\\''s'",
      },
    ]);
  },
);

test.each(elsewhere)(
  "OPS-03 a folder of the $part that is created with the data directory is no problem",
  ({ settings }) => {
    const { parent } = createFixture();
    symlinkSync(parent, `${parent}/link`);
    const problemsWith = (directory: string) =>
      createFixture({
        GATEHOUSE_DATA_DIR: join(parent, directory),
        ...settings(`${parent}/link/new/file`),
      }).problems();
    expect(problemsWith("new/data")).toEqual([]);
    expect(problemsWith("new")).toEqual([]);
    expect(problemsWith("newer/data")).toMatchObject([
      { message: expect.stringContaining("does not exist") },
    ]);
  },
);
