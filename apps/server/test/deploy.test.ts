import { execFile } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Command } from "commander";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { createProgram } from "../src/cli/createProgram.ts";
import { settings } from "../src/config/settings.ts";
import { cleanEnvironment } from "./cli/runGatehouse.ts";
import { findFreePort } from "./support/findFreePort.ts";
import { createDataDirectory, startServerProcess } from "./support/startServerProcess.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const slow = { timeout: 60_000 };
const run = promisify(execFile);
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const FILES = [
  "deploy/Dockerfile",
  "deploy/compose.yaml",
  "deploy/gatehouse.env",
  "deploy/gatehouse.service",
  "deploy/healthcheck.mjs",
  "deploy/nginx.conf",
  "docs/guides/operators.md",
  "docs/threat-model.md",
];

/** Exit code of a program, and what it printed. */
async function exitOf(program: string, words: readonly string[], environment: Record<string, string> = {}) {
  const env = { ...cleanEnvironment(), ...environment };
  return run(program, [...words], { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
}

const healthCheck = (port: string) =>
  exitOf(process.execPath, [join(ROOT, "deploy/healthcheck.mjs")], { GATEHOUSE_MANAGEMENT_PORT: port });

test.each(FILES)("%s names only existing settings", (file) => {
  const names = new Set(read(file).match(/\bGATEHOUSE_[A-Z_]+\b/g));
  expect([...names].filter((name) => !Object.hasOwn(settings, name))).toEqual([]);
});

test("the operators' guide describes every command", () => {
  const wordsOf = (command: Command, words: string): readonly string[] =>
    command.commands.length === 0
      ? [words]
      : command.commands.flatMap((child) => wordsOf(child, `${words} ${child.name()}`));
  const guide = read("docs/guides/operators.md");
  const commands = wordsOf(
    createProgram(async () => undefined),
    "gatehouse",
  );
  expect(commands.length).toBeGreaterThan(15);
  expect(commands.filter((words) => !guide.includes(words))).toEqual([]);
});

test(
  "OPS-02 the health check of the container exits with 0 when the server is ready, and 1 when it is absent",
  slow,
  async () => {
    const server = await startServerProcess();
    const { port } = new URL(server.managementOrigin);
    expect(await healthCheck(port)).toEqual({ code: 0, stdout: "" });
    await server.stop("SIGTERM");
    expect(await healthCheck(port)).toEqual({ code: 1, stdout: "" });
  },
);

test("the health check waits for a server that is about to start", slow, async () => {
  const port = String(await findFreePort());
  const check = [join(ROOT, "deploy/healthcheck.mjs"), "--wait", "50"];
  const waiting = exitOf(process.execPath, check, { GATEHOUSE_MANAGEMENT_PORT: port });
  await startServerProcess({ GATEHOUSE_MANAGEMENT_PORT: port });
  expect(await waiting).toEqual({ code: 0, stdout: "" });
});

test("the health check succeeds without a listener for monitors", slow, async () => {
  expect(await healthCheck("off")).toEqual({ code: 0, stdout: "" });
});

test(
  "the command of the service runs the release that contains it, through any link",
  slow,
  async (context) => {
    if (process.platform === "win32") context.skip("It is a script of the shell, for systemd.");
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-deploy-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bin = join(folder, "bin");
    mkdirSync(bin);
    symlinkSync(ROOT, join(folder, "current"));
    symlinkSync(join(folder, "current/deploy/gatehouse"), join(bin, "gatehouse"));
    const words = ["config", "check", "--json", "--data-dir", createDataDirectory()];
    const { code, stdout } = await exitOf(join(bin, "gatehouse"), words);
    expect({ code, ok: JSON.parse(stdout).ok }).toEqual({ code: 0, ok: true });
  },
);

test("the container runs without privileges, writes only to /data and has a health check", () => {
  const [, image = ""] = read("deploy/Dockerfile").split(/^FROM \$\{BASE_IMAGE\}$/m);
  expect(image).toMatch(/^USER 10001:10001$/m);
  expect(image).toMatch(/^VOLUME \/data$/m);
  expect(image).toMatch(/^HEALTHCHECK [^\n]+\\\n\s+CMD \["node", "\/app\/deploy\/healthcheck\.mjs"\]$/m);
  const { services } = parse(read("deploy/compose.yaml"));
  expect(services.gatehouse).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  });
});

test("the container gets the pages and the manifest of every workspace, without which npm rejects the lock file", () => {
  const ignored = read("deploy/Dockerfile.dockerignore").split("\n");
  for (const path of globSync(["packages/*/package.json", "apps/*/package.json"], { cwd: ROOT })) {
    const admitted = [path, path.replace(/^packages\/[^/]+/, "packages/*")].some((one) =>
      ignored.includes(`!${one}`),
    );
    expect(admitted, path).toBe(true);
  }
  expect(ignored).toEqual(expect.arrayContaining(["!apps/console/dist", "!apps/server/pages"]));
});

test("the unit runs a file of the release, and its stop timeout exceeds that of the server", () => {
  const unit = read("deploy/gatehouse.service");
  const [, main = ""] = /^ExecStart=.*\/opt\/gatehouse\/current\/(\S+) serve$/m.exec(unit) ?? [];
  expect(read(main)).toContain("runCommandLine");
  expect(unit).toMatch(
    /^ExecStartPost=\S+\/node \/opt\/gatehouse\/current\/deploy\/healthcheck\.mjs --wait \d+$/m,
  );
  expect(unit).toMatch(/^RestartPreventExitStatus=2$/m);
  // 10 s for requests, 3 s for the audit trail.
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(13);
});

test("OPS-06 the container is built from images that are pinned by digest", () => {
  const dockerfile = read("deploy/Dockerfile");
  const defaults = new Map(
    [...dockerfile.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  const stages = new Set([...dockerfile.matchAll(/^FROM .* AS (\w+)$/gm)].map(([, stage]) => stage));
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm), ...dockerfile.matchAll(/^COPY --from=(\S+)/gm)]
    .map(([, base = ""]) => defaults.get(/^\$\{(\w+)\}$/.exec(base)?.[1]) ?? base)
    .filter((base) => !stages.has(base));
  expect(bases.length).toBeGreaterThan(1);
  for (const base of bases) expect(base).toMatch(/^[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  expect(dockerfile).not.toMatch(/^# syntax=/m);
});
