import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { ImpactLocation } from "../../src/findings/Finding.ts";
import type { ReviewData } from "../../src/report/toReviewData.ts";
import { REPORT_FORMATS } from "../../src/review/Review.ts";
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

/** Runs the command and gives by title of the finding its places, as words. */
async function impactIn(cwd: string, args: readonly string[] = ASKED) {
  const { out, err, exitCode } = await run(cwd, [...args, "--json"]);
  expect(err).toBe("");
  const { findings, impact }: ReviewData = JSON.parse(out);
  if (!impact) throw new Error("no impact");
  const titles = new Map(findings.map(({ fingerprint, title }) => [fingerprint, title]));
  const places: Record<string, string[]> = Object.fromEntries(
    impact.findings.map((found) => [titles.get(found.fingerprint) ?? "", found.places.map(say)]),
  );
  return { ...impact, places, exitCode };
}

const say = ({ certainty, kind, file, line }: ImpactLocation) => `${certainty} ${kind} ${file}:${line}`;

/** What the command says of a change, writes and leaves behind. */
async function reviewWithoutName() {
  using repository = createShopRepository();
  using written = createFolder();
  using temporary = createFolder();
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  vi.stubEnv("TMPDIR", temporary.path);
  const reports = REPORT_FORMATS.flatMap((format) => ["--report", `${format}=${join(written.path, format)}`]);
  const impact = await impactIn(repository.path, [...ASKED, ...reports]);
  vi.unstubAllEnvs();
  return {
    impact,
    reports: new Map(REPORT_FORMATS.map((format) => [format, written.read(format)])),
    status: repository.git("status", "--porcelain", "--ignored").split("\n"),
    left: readdirSync(temporary.path).filter((name) => name.startsWith("spec-review")),
  };
}

let reviewed: ReturnType<typeof reviewWithoutName> | undefined;

/** One review for the tests that look at different parts of it. */
function reviewOnce() {
  reviewed ??= reviewWithoutName();
  return reviewed;
}

test("a change lists the handler, the test, the page and the mock that it affects", SLOW, async (context) => {
  requireTool(context, "git");
  const { impact } = await reviewOnce();
  expect(impact.places["Member `name` was removed from `Pet`"]).toEqual([
    "fails handler packages/server/operations/getPet.ts:2",
    "fails test packages/client/test/showPet.test.ts:2",
    "mentions docs docs/pets.md:3",
    "mentions mock mocks/pet.json:4",
  ]);
  expect(impact.unexplained).toEqual([]);
  expect(impact.generated).toEqual(["packages/types/types.ts"]);
  expect(impact.projects).toEqual(["packages/client/tsconfig.json", "packages/server/tsconfig.json"]);
});

test("errors of several changes are attributed to each of them", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository();
  repository.write({
    "api/openapi.json": shop({
      ...WITHOUT_NAME,
      "/components/schemas/NewPet/properties/name": undefined,
      "/components/schemas/NewPet/required": [],
      "/paths/~1pets~1{id}/delete": undefined,
    }),
  });
  const { places } = await impactIn(repository.path);
  expect(places["Member `name` was removed from `Pet`"]).toContain(
    "fails test packages/client/test/showPet.test.ts:2",
  );
  expect(
    places["Member `name` was removed from `NewPet`"]?.filter((place) => place.startsWith("fails")),
  ).toEqual(["fails client packages/client/src/callShop.ts:3"]);
  expect(places["The operation `DELETE /pets/{id}` was removed"]).toEqual([
    "fails client packages/client/src/callShop.ts:4",
    "mentions docs docs/pets.md:3",
  ]);
});

test("with too many changes to try, the names in an error decide", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({ "spec-review.config.json": { impact: { trials: 0 } } });
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { places, unexplained } = await impactIn(repository.path);
  const failing = (places["Member `name` was removed from `Pet`"] ?? []).filter((place) =>
    place.startsWith("fails"),
  );
  expect([...failing, ...unexplained.map(say)].sort()).toEqual([
    "fails handler packages/server/operations/getPet.ts:2",
    "fails test packages/client/test/showPet.test.ts:2",
  ]);
  expect(failing).toContain("fails handler packages/server/operations/getPet.ts:2");
});

test(
  "code that does not compile with the old document either is attributed to no change",
  SLOW,
  async (context) => {
    requireTool(context, "git");
    const broken = 'import type { Pet } from "@shop/types";\nexport const pet: Pet = { id: "one" };\n';
    using repository = createShopRepository({ "packages/server/broken.ts": broken });
    repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
    const { places, failingBefore, unexplained } = await impactIn(repository.path);
    expect(
      Object.values(places)
        .flat()
        .filter((place) => place.includes("broken.ts")),
    ).toEqual([]);
    expect({ unexplained, before: failingBefore.map(say) }).toMatchObject({
      unexplained: [],
      before: expect.arrayContaining(["fails code packages/server/broken.ts:2"]),
    });
  },
);

test("an error that no finding explains is listed separately", SLOW, async (context) => {
  requireTool(context, "git");
  const pinned = 'import type { Version } from "@shop/types";\nexport const version: Version = "1.0.0";\n';
  using repository = createShopRepository({ "packages/server/version.ts": pinned });
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { places, unexplained } = await impactIn(repository.path);
  expect(unexplained.map(say)).toEqual(["fails code packages/server/version.ts:2"]);
  expect(JSON.stringify(places)).not.toContain("version.ts");
});

test("code that imports a removed generated file fails", SLOW, async (context) => {
  requireTool(context, "git");
  const perOperation = `
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
const { paths } = JSON.parse(readFileSync(new URL("../../api/openapi.json", import.meta.url), "utf8"));
mkdirSync(new URL("made/", import.meta.url), { recursive: true });
for (const item of Object.values(paths)) for (const { operationId } of Object.values(item))
  if (operationId) writeFileSync(new URL("made/" + operationId + ".ts", import.meta.url), "export const is = 1;");
`;
  using repository = createShopRepository({
    ".gitignore": "node_modules\nmade\n",
    "packages/types/generate.mjs": perOperation,
    "packages/server/operations/getPet.ts": "",
    "packages/client/src/callShop.ts": 'import { is } from "../../types/made/deletePet";\nexport { is };\n',
    "packages/client/test/showPet.test.ts": "",
  });
  repository.write({ "api/openapi.json": shop({ "/paths/~1pets~1{id}/delete": undefined }) });
  const { places, generated, projects } = await impactIn(repository.path);
  expect({ generated, projects }).toEqual({
    generated: ["packages/types/made/deletePet.ts"],
    projects: ["packages/client/tsconfig.json"],
  });
  expect(places["The operation `DELETE /pets/{id}` was removed"]).toContain(
    "fails client packages/client/src/callShop.ts:1",
  );
});

test("every format of the report has every location", SLOW, async (context) => {
  requireTool(context, "git");
  const { impact, reports } = await reviewOnce();
  expect(impact.exitCode).toBe(1);
  expect([...reports.keys()]).toEqual(REPORT_FORMATS);
  for (const [format, text] of reports) {
    for (const file of [
      "packages/server/operations/getPet.ts",
      "packages/client/test/showPet.test.ts",
      "docs/pets.md",
    ]) {
      expect(text, format).toContain(file);
    }
    expect(text, format).toContain("TS2353");
  }
});

test("the repository is only read, and no temporary files remain", SLOW, async (context) => {
  requireTool(context, "git");
  const { status, left } = await reviewOnce();
  expect(status).toEqual(["M api/openapi.json", "!! node_modules/"]);
  expect(left).toEqual([]);
});

test("the impact of two revisions is that on the working tree", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository();
  repository.commit({ "api/openapi.json": shop(WITHOUT_NAME) });
  repository.write({ "api/openapi.json": "this is no document" });
  const { places } = await impactIn(repository.path, [
    "HEAD~1",
    "HEAD",
    "--document",
    "api/openapi.json",
    "--impact",
  ]);
  expect(places["Member `name` was removed from `Pet`"]).toContain(
    "fails handler packages/server/operations/getPet.ts:2",
  );
});

test("documents from elsewhere replace the configured document", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({
    "spec-review.config.json": { impact: { document: "api/openapi.json" } },
  });
  using elsewhere = createFolder({ "old.json": shop(), "new.json": shop(WITHOUT_NAME) });
  const files = ["old.json", "new.json"].map((name) => join(elsewhere.path, name));
  const { places } = await impactIn(repository.path, [...files, "--impact"]);
  expect(places["Member `name` was removed from `Pet`"]).toContain(
    "fails handler packages/server/operations/getPet.ts:2",
  );
});

test("commands, projects and kinds of code can be configured", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({
    "spec-review.config.json": {
      document: "api/openapi.json",
      impact: {
        generate: ["node packages/types/generate.mjs"],
        projects: ["packages/server"],
        typecheck: "node node_modules/typescript/bin/tsc --noEmit --pretty false -p {project}",
        places: { client: ["packages/server/**"] },
        mentions: { docs: [], mock: [], test: [] },
      },
    },
  });
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { places, projects } = await impactIn(repository.path, ["HEAD", "--impact"]);
  expect(places["Member `name` was removed from `Pet`"]).toEqual([
    "fails client packages/server/operations/getPet.ts:2",
  ]);
  expect(projects).toEqual(["packages/server/tsconfig.json"]);
});

test("projects that are only referenced by others are checked", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({
    "packages/server/tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }] },
    "packages/server/tsconfig.app.json": {
      compilerOptions: { strict: true, module: "preserve", target: "es2022", types: [] },
    },
  });
  repository.write({ "api/openapi.json": shop(WITHOUT_NAME) });
  const { places, projects } = await impactIn(repository.path);
  expect(projects).toEqual(["packages/client/tsconfig.json", "packages/server/tsconfig.app.json"]);
  expect(places["Member `name` was removed from `Pet`"]).toContain(
    "fails handler packages/server/operations/getPet.ts:2",
  );
});

test("an unchanged document generates nothing", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository({ "packages/types/generate.mjs": "process.exit(1);\n" });
  const { generated, places } = await impactIn(repository.path);
  expect({ generated, places }).toEqual({ generated: [], places: {} });
});

test("nothing is checked if the types stay the same", SLOW, async (context) => {
  requireTool(context, "git");
  using repository = createShopRepository();
  repository.write({
    "api/openapi.json": shop({ "/components/schemas/NewPet/properties/name/maxLength": 40 }),
  });
  const { generated, projects } = await impactIn(repository.path);
  expect({ generated, projects }).toEqual({ generated: [], projects: [] });
  expect((await run(repository.path)).out).toContain("The generated types are the same.");
});
