import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGatehouseClient } from "@gatehouse/client";
import { createServer } from "vite";
import { expect, test } from "vitest";
import { readSamples, type Sample } from "../../../scripts/packages/readSamples.ts";
import { createCertificates } from "./fixtures/createCertificates.ts";
import { credentials } from "./fixtures/credentials.ts";
import { compile, packPackages } from "./fixtures/packPackages.ts";
import { errorBody, type Responder, startApi } from "./fixtures/startApi.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CONFIGURATION = /defineConfig/;

/** What a project has beside the client. */
const BESIDE = ["@types", "undici", "vite"];
const PAGES = ["packages/client/README.md", "packages/api-types/README.md", "docs/guides/frontend.md"];
const pages = await Promise.all(PAGES.map(readSamples));
const samples = pages.flat();
const programs = samples.filter(({ code }) => !CONFIGURATION.test(code));

/** A folder in which the samples find the packages of this workspace. */
async function createFolder() {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-samples-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** The first sign-in of `busy` comes at a bad moment. */
function createAnswering(): Responder {
  let isFirst = true;
  return ({ method, body }) => {
    if (method !== "POST" || !isFirst || JSON.parse(body).username !== "busy") return undefined;
    isFirst = false;
    return { status: 429, headers: { "retry-after": "1" }, body: errorBody("Too many sign-in attempts.") };
  };
}

/** Runs a sample in a folder, against a server on TLS, and gives what it printed. */
async function execute(folder: string, { code }: Sample): Promise<string> {
  const { ca, tls } = await createCertificates();
  await using api = await startApi({ tls, respond: createAnswering() });
  await writeFile(join(folder, "ca.pem"), ca);
  await writeFile(join(folder, "sample.ts"), code.replaceAll("https://appliance:9443", api.baseUrl));
  // The samples that do not bring a CA of their own run with NODE_EXTRA_CA_CERTS, as a user runs them.
  const extra = code.includes("ca.pem") ? {} : { NODE_EXTRA_CA_CERTS: "ca.pem" };
  const { stdout } = await run(process.execPath, ["sample.ts"], {
    cwd: folder,
    env: { ...process.env, ...extra },
  });
  return stdout;
}

test("the samples compile with the installed packages and print the documented output", {
  timeout: 240_000,
}, async () => {
  await using packed = await packPackages();
  const { folder } = packed;
  const modules = join(folder, "node_modules");
  for (const name of BESIDE) await symlink(join(ROOT, "node_modules", name), join(modules, name), "dir");
  const files = samples.map(({ location }) => `${location.replace(/\W/g, "-")}.ts`);
  await Promise.all(samples.map(({ code }, index) => writeFile(join(folder, files[index] ?? ""), code)));
  const compilerOptions = { customConditions: [] };
  const config = { extends: join(ROOT, "tsconfig.base.json"), compilerOptions, files };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  expect(await compile(folder)).toBe("");

  expect(pages.map(({ length }) => length > 0)).toEqual(PAGES.map(() => true));
  const printed: Record<string, string> = {};
  for (const sample of programs) printed[sample.location] = await execute(folder, sample);
  expect(printed).toEqual(Object.fromEntries(programs.map((one) => [one.location, one.printed ?? ""])));
});

test("a page behind Vite signs in and out with the configuration of the guide", async () => {
  const { tls } = await createCertificates();
  await using api = await startApi({ tls });
  await using workshop = await createFolder();
  const configuration = samples.find(({ code }) => CONFIGURATION.test(code))?.code ?? "";
  const configFile = join(workshop.folder, "vite.config.ts");
  await writeFile(configFile, configuration.replace("https://appliance:9443", api.baseUrl));
  const vite = await createServer({
    root: workshop.folder,
    configFile,
    configLoader: "native",
    cacheDir: join(workshop.folder, "cache"),
    logLevel: "silent",
    server: { host: "127.0.0.1", port: 0 },
  });
  try {
    await vite.listen();
    const gatehouse = createGatehouseClient({ baseUrl: vite.resolvedUrls?.local[0] ?? "" });
    expect((await gatehouse.signIn(credentials)).ok).toBe(true);
    expect((await gatehouse.signOut()).ok).toBe(true);
    expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/admin/v1/sessions",
      "DELETE /api/admin/v1/sessions",
    ]);
  } finally {
    await vite.close();
  }
});
