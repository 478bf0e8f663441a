import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createFolder } from "../support/createFolder.ts";
import { requireTool } from "../support/requireTool.ts";
import { runCommand } from "../support/runCommand.ts";
import { shop } from "../support/shop.ts";
import { createShopRepository } from "./createShopRepository.ts";

const SLOW = { timeout: 240_000 };
const ASKED = ["HEAD", "--document", "api/openapi.json", "--impact"];

const WITHOUT_NAME = {
  "/info/version": "2.0.0",
  "/components/schemas/Pet/properties/name": undefined,
  "/components/schemas/Pet/required": ["id"],
};

const run = (cwd: string, args: readonly string[] = ASKED) => runCommand(cwd, args, { env: process.env });

test("a failing generator is reported with its command and its output", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({
    "packages/types/generate.mjs": 'throw new Error("no generator today");\n',
  });
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { exitCode, out, err } = await run(repository.path);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err).toContain("`node generate.mjs` in packages/types ended with exit code 1");
  expect(err).toContain("no generator today");
});

test("without a generator the error says what to configure", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({ "packages/types/package.json": { name: "@shop/types" } });
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { exitCode, err } = await run(repository.path);
  expect(exitCode).toBe(2);
  expect(err).toContain('Set "impact": { "generate": ["<command>"] } in spec-review.config.json.');
});

test("a missing compiler is reported", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository();
  rmSync(join(repository.path, "node_modules", "typescript"));
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { exitCode, err } = await run(repository.path);
  expect(exitCode).toBe(2);
  expect(err).toContain("No TypeScript is installed here.");
});

test("a missing repository is reported", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": shop(WITHOUT_NAME) });
  const { exitCode, err } = await run(folder.path, ["old.json", "new.json", "--impact"]);
  expect(exitCode).toBe(2);
  expect(err).toContain("--impact needs a git repository, and this is not one.");
});

test("an interrupt ends the run and removes the copy", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository();
  using temporary = createFolder();
  vi.stubEnv("TMPDIR", temporary.path);
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const controller = new AbortController();
  const steps: string[] = [];
  const { exitCode, out } = await runCommand(repository.path, ASKED, {
    env: process.env,
    interrupted: () => controller.signal,
    progress: (step) => {
      steps.push(step);
      if (step.includes("new document")) controller.abort();
    },
  });
  expect({ exitCode, out }).toEqual({ exitCode: 130, out: "" });
  expect(steps.at(0)).toBe("impact: copying the repository …");
  expect(steps.at(-1), "the line is cleared").toBe("");
  expect(readdirSync(temporary.path).filter((name) => name.startsWith("spec-review"))).toEqual([]);
  vi.unstubAllEnvs();
});

test("each invalid entry of the configuration is reported", async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({
    "spec-review.config.json": {
      impact: { generat: [], projects: "all", trials: -1, places: { page: ["x"] } },
    },
  });
  const { exitCode, err } = await run(repository.path);
  expect(exitCode).toBe(2);
  for (const fault of [
    '"generat" is unknown',
    '"projects" must be a list',
    '"trials" must be',
    '"places" must be',
  ]) {
    expect(err).toContain(`"impact".${fault}`);
  }
});
