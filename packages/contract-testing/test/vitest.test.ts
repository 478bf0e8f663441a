import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { contractMatchers } from "../src/vitest.ts";

expect.extend(contractMatchers);

const headers = { "content-type": "application/json" };
const strings = documentOf(okWith({ type: "array", items: { type: "string" } }));

test("a response given as data matches its contract, or is rejected with the differences", async () => {
  const operation = await onlyOperation(strings);
  expect({ status: 200, headers, body: '["a"]' }).toMatchContract(operation);
  expect({ status: 200, headers, body: "[1]" }).not.toMatchContract(operation);
  const failing = () => expect({ status: 200, headers, body: "[1]" }).toMatchContract(operation);
  expect(failing).toThrow(/wrong type at \/body\/0\n {4}contract {2}string\n {4}response {2}1/);
});

test("a response of fetch matches its contract, and its body can still be read", async () => {
  const operation = await onlyOperation(strings);
  const response = Response.json(["a"]);
  await expect(response).toMatchContract(operation);
  expect(await response.json()).toEqual(["a"]);
  await expect(Response.json([1])).not.toMatchContract(operation);
});

test("an unwanted match is reported", async () => {
  const operation = await onlyOperation(strings);
  const failing = () => expect({ status: 200, headers, body: "[]" }).not.toMatchContract(operation);
  expect(failing).toThrow("listPets answered 200 as its contract says, which this test did not want");
});

test("a missing operation matches no response", async () => {
  const contract = await loadContract(strings);
  const failing = () =>
    expect({ status: 200, headers, body: "[]" }).toMatchContract(contract.operations.get("none"));
  expect(failing).toThrow("toMatchContract needs an operation: contract.operations.get(id)");
});

/** A run of vitest within this one takes long on a slow machine. */
const RUNS_VITEST = { timeout: 180_000 };

interface Run {
  readonly code: number;
  readonly output: string;
}

async function runProject(
  filters: readonly string[],
  include = "*.case.ts",
  settings: Readonly<Record<string, string>> = {},
): Promise<Run> {
  await using files = await writeFiles({});
  const vitest = join(import.meta.dirname, "../../../node_modules/vitest/vitest.mjs");
  const config = join(import.meta.dirname, "projects/pets/vitest.config.ts");
  const env = {
    ...process.env,
    PETS_EXCHANGES: join(files.folder, "exchanges.jsonl"),
    PETS_CASES: include,
    NO_COLOR: "1",
    ...settings,
  };
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      // From sources, as an installed package is used: the configuration itself imports the reporter.
      [
        "--conditions=@gatehouse/source",
        vitest,
        "run",
        "--configLoader",
        "native",
        "--config",
        config,
        ...filters,
      ],
      { env },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr });
      },
    );
  });
}

test("the reporter shows the coverage of a whole run, and a floor for it", RUNS_VITEST, async () => {
  await using files = await writeFiles({});
  const { code, output } = await runProject([], "*.case.ts", { PETS_FLOOR: files.path("floor.json") });
  expect(output).toContain("listPets      2/2         1/1       -         -          -        -        -");
  expect(output).toContain("Contract coverage: 100 % of 3 cells.");
  expect(output).toContain('More tests than before show 3 cells. "vitest run -u" takes note.');
  expect(code).toBe(0);
});

test("the reporter prints one line, and fails no run, when only some tests run", RUNS_VITEST, async () => {
  const { code, output } = await runProject(["-t", "lists"]);
  expect(output).not.toContain("listPets  503");
  expect(output).toContain("2 of 3 cells. Not all tests ran, so nothing is failed by it.");
  expect(code).toBe(0);
});

test("the reporter fails a whole run that misses a cell", RUNS_VITEST, async () => {
  const { code, output } = await runProject([], "lists.case.ts");
  expect(output).toContain("listPets  503  openapi.yaml:18:9");
  expect(output).toContain("Contract coverage: 66.6 % of 3 cells, 1 missing, 0 waivers to mend.");
  expect(code).toBe(1);
});

test(
  "the reporter fails a whole run that exercises a cell by fewer tests than its floor",
  RUNS_VITEST,
  async () => {
    await using files = await writeFiles({});
    const settings = { PETS_FLOOR: files.path("floor.json") };
    expect((await runProject(["-u"], "*.case.ts", settings)).code).toBe(0);
    const floor = { "200": 2, "200 media type application/json": 2, "503": 1 };
    expect(JSON.parse(await readFile(settings.PETS_FLOOR, "utf8"))).toEqual({ listPets: floor });
    const { code, output } = await runProject([], "{lists,closed}.case.ts", settings);
    expect(output).toContain(
      "Shown by fewer tests than before:\n  listPets  200  openapi.yaml:10:9  1 of 2\n",
    );
    expect(output).toContain("Contract coverage: 100 % of 3 cells, 0 missing, 2 lowered, 0 waivers to mend.");
    expect(code).toBe(1);
  },
);
