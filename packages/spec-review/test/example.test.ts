import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createFolder } from "./support/createFolder.ts";
import { runCommand } from "./support/runCommand.ts";

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
}

const readme = read("README.md");
const files = { "old.yaml": read("examples/old.yaml"), "new.yaml": read("examples/new.yaml") };

test("the README shows the output for the examples", async () => {
  using folder = createFolder(files);
  const { exitCode, out } = await runCommand(folder.path, ["old.yaml", "new.yaml"]);
  expect(exitCode).toBe(1);
  expect(readme).toContain(`\`\`\`text\n${out}\`\`\``);
});

test("the example passes with the decision in the README", async () => {
  using folder = createFolder(files);
  const [, fingerprint = ""] = /accept ([0-9a-f]{12}) old\.yaml new\.yaml --reason/.exec(readme) ?? [];
  const accept = ["accept", fingerprint, "old.yaml", "new.yaml", "--reason", "open", "--owner", "ann"];
  expect((await runCommand(folder.path, accept)).exitCode).toBe(0);
  expect((await runCommand(folder.path, ["old.yaml", "new.yaml"])).exitCode).toBe(0);
});

test("the configuration in the README is valid", async () => {
  const [, config = ""] = /```json\n([^`]*)```/.exec(readme) ?? [];
  using folder = createFolder({ ...files, "spec-review.config.json": config });
  expect(await runCommand(folder.path, ["old.yaml", "old.yaml"])).toMatchObject({ exitCode: 0, err: "" });
});

test("the imports in the README exist", async () => {
  const surface = await import("../src/index.ts");
  const [, names = ""] = /import \{ ([^}]*) \} from "@gatehouse\/spec-review"/.exec(readme) ?? [];
  expect(Object.keys(surface)).toEqual(expect.arrayContaining(names.split(", ")));
});

test("the README shows the files for GitHub and GitLab unchanged", () => {
  for (const name of ["contract-review.yml", "gitlab-ci.yml"]) {
    expect(readme).toContain(`\`\`\`yaml\n${read(`examples/${name}`)}\`\`\``);
  }
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}

const WORKFLOWS = ["examples/contract-review.yml", "../../.github/workflows/contract-review.yml"];

test.for(WORKFLOWS)("%s pins its actions, keeps no token and fetches the whole history", (path) => {
  const { jobs }: Workflow = parse(read(path));
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const actions = steps.flatMap(({ uses }) => uses ?? []);
  expect(actions.length).toBeGreaterThan(1);
  for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  expect(steps[0]).toMatchObject({ with: { "fetch-depth": 0, "persist-credentials": false } });
});

test.for(WORKFLOWS)("%s inserts no text of a pull request into a script", (path) => {
  const { jobs }: Workflow = parse(read(path));
  const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(scripts.length).toBeGreaterThan(1);
  for (const script of scripts) expect(script).not.toContain("${{");
});

test("the job that runs code of a pull request may only read, and the job that writes runs none", () => {
  const { permissions, jobs }: Workflow = parse(read("../../.github/workflows/contract-review.yml"));
  expect(permissions).toEqual({});
  expect(jobs.review?.permissions).toEqual({ contents: "read" });
  expect(jobs.comment?.permissions).toEqual({ actions: "read", "pull-requests": "write" });
  expect(jobs.comment?.steps.every(({ uses }) => uses === undefined)).toBe(true);
});

/** All lines of shell in a file for a CI. */
function scriptsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(scriptsOf) : [];
}

for (const path of [...WORKFLOWS, "examples/gitlab-ci.yml"]) {
  test(`${path} calls the command with options that it knows`, async () => {
    const calls = scriptsOf(parse(read(path))).flatMap(
      (text) =>
        /(?:bin\/spec-review|run --silent review --)\s+(--.*)/.exec(text.replaceAll("\n", " "))?.[1] ?? [],
    );
    expect(calls).toHaveLength(1);
    const args = calls.join(" ").trim().split(/\s+/);
    expect(args).toContain("--merge-base");
    using folder = createFolder();
    // Options are read before anything else, so all that is left to complain of is what the folder lacks.
    const { exitCode, err } = await runCommand(folder.path, args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/not a git repository|Give what to compare/);
  });
}
