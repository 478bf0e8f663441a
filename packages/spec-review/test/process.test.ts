import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { programName } from "../src/cli/createProgram.ts";
import { colorWanted } from "../src/cli/Io.ts";
import { createFolder } from "./support/createFolder.ts";
import { changedShop, shop } from "./support/shop.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const BIN = new URL("../bin/specReview.js", import.meta.url);
const ARGUMENTS = ["--conditions=@gatehouse/source", MAIN];
const ESCAPE = "\u001b[";

function start(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { NO_COLOR, FORCE_COLOR, npm_lifecycle_event: _event, ...inherited } = process.env;
  return spawnSync(process.execPath, [...ARGUMENTS, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...inherited, ...env },
  });
}

test("the process ends with the exit code of the review, and writes no colours without a terminal", () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const { status, stdout, stderr } = start(folder.path, ["old.json", "new.json"]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toContain("4 breaking changes need a decision.");
  expect(stdout).not.toContain(ESCAPE);
  expect(start(folder.path, ["old.json", "old.json"]).status).toBe(0);
  expect(start(folder.path, ["old.json", "none.json"])).toMatchObject({ status: 2, stdout: "" });
});

test("FORCE_COLOR writes colours, and NO_COLOR does not", () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  expect(start(folder.path, ["old.json", "new.json"], { FORCE_COLOR: "1" }).stdout).toContain(ESCAPE);
  const both = { FORCE_COLOR: "1", NO_COLOR: "1" };
  expect(start(folder.path, ["old.json", "new.json"], both).stdout).not.toContain(ESCAPE);
});

test("a closed pipe is not an error", { timeout: 60_000 }, async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const child = spawn(process.execPath, [...ARGUMENTS, "old.json", "new.json", "--format", "html"], {
    cwd: folder.path,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const [code] = await once(child, "close");
  expect(Buffer.concat(errors).toString()).toBe("");
  expect(code).toBe(1);
});

test.for([
  { name: "a terminal", isTerminal: true, env: {}, wanted: true },
  { name: "no terminal", isTerminal: false, env: {}, wanted: false },
  { name: "a terminal without colours", isTerminal: true, env: { TERM: "dumb" }, wanted: false },
  { name: "NO_COLOR", isTerminal: true, env: { NO_COLOR: "1" }, wanted: false },
  { name: "an empty NO_COLOR", isTerminal: true, env: { NO_COLOR: "" }, wanted: true },
  { name: "FORCE_COLOR", isTerminal: false, env: { FORCE_COLOR: "1" }, wanted: true },
  { name: "FORCE_COLOR=0", isTerminal: true, env: { FORCE_COLOR: "0" }, wanted: false },
])("colours with $name: $wanted", ({ isTerminal, env, wanted }) => {
  expect(colorWanted(isTerminal, env)).toBe(wanted);
});

test.for([
  { name: "by npm run", env: { npm_lifecycle_event: "review" }, command: "npm run review --" },
  { name: "by its name on PATH", env: { PATH: "BIN" }, command: "spec-review" },
  {
    name: "by npx from an installation",
    env: { npm_lifecycle_event: "npx" },
    command: "../../node_modules/.bin/spec-review",
  },
  { name: "by its file in an installation", env: {}, command: "../../node_modules/.bin/spec-review" },
])("called $name, the suggested command is $command", ({ env, command }) => {
  using folder = createFolder({ "node_modules/.bin/spec-review": "" });
  const PATH = "PATH" in env ? `${folder.path}/node_modules/.bin` : "";
  const invocation = { cwd: `${folder.path}/deep/er`, env: { ...env, PATH }, script: "/opt/review.js" };
  expect(programName(invocation)).toBe(command);
});

test("without an installation the suggested command is a file, never a name that npx would fetch", () => {
  using folder = createFolder();
  const env = { npm_lifecycle_event: "npx", PATH: "" };
  const inside = { cwd: folder.path, env, script: `${folder.path}/tools/review.js` };
  expect(programName(inside)).toBe("node tools/review.js");
  expect(programName({ ...inside, script: "/opt/review.js" })).toBe("node /opt/review.js");
});

const CONDITIONAL = { name: "probe", exports: { "@gatehouse/source": "./source.js", default: "./built.js" } };

test.each([
  { name: "that has not been built", built: {} },
  { name: "that was built some time ago", built: { "dist/cli/main.js": "process.exitCode = 4;" } },
])("a checkout $name runs from source, with the other packages", ({ built }) => {
  using folder = createFolder({
    "bin/specReview.js": readFileSync(BIN, "utf8"),
    "src/cli/main.ts":
      'import { from } from "probe";\nconsole.log(from, process.argv[2]);\nprocess.exitCode = 3;\n',
    "node_modules/probe/package.json": CONDITIONAL,
    "node_modules/probe/source.js": 'export const from = "source";',
    "node_modules/probe/built.js": 'export const from = "built";',
    "package.json": { type: "module" },
    ...built,
  });
  const run = spawnSync(process.execPath, [`${folder.path}/bin/specReview.js`, "one"], { encoding: "utf8" });
  expect(run).toMatchObject({ status: 3, stdout: "source one\n" });
});

test("the command that a checkout suggests for a decision works unchanged", () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const { npm_lifecycle_event: _event, ...inherited } = process.env;
  const options = { cwd: folder.path, encoding: "utf8", env: { ...inherited, PATH: "" } } as const;
  const review = () => spawnSync(process.execPath, [fileURLToPath(BIN), "old.json", "new.json"], options);
  const [, offered = ""] = /decide +node ([^"]*)"…"/.exec(review().stdout) ?? [];
  const words = offered.split(/[\s\\]+/).filter((word) => word !== "");
  const decided = ["agreed", "--owner", "ann", "--expires", "2999-12-31"];
  expect(spawnSync(process.execPath, [...words, ...decided], options)).toMatchObject({
    status: 0,
    stderr: "",
  });
  expect(review().stdout).toContain("agreed (ann, until 2999-12-31)");
});

test("the help can be piped into head", { timeout: 60_000 }, async () => {
  for (const stream of ["stdout", "stderr"] as const) {
    const child = spawn(process.execPath, [...ARGUMENTS, stream === "stdout" ? "--help" : "--bogus"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child[stream].destroy();
    const said: Buffer[] = [];
    child[stream === "stdout" ? "stderr" : "stdout"].on("data", (chunk: Buffer) => said.push(chunk));
    const [code] = await once(child, "close");
    expect(Buffer.concat(said).toString()).toBe("");
    expect(code).toBe(stream === "stdout" ? 0 : 2);
  }
});
