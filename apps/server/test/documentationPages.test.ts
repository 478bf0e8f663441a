import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadContract } from "@gatehouse/contract";
import { Language as Grammar, Parser } from "@vscode/tree-sitter-wasm";
import { expect, test } from "vitest";
import { createStaticPages } from "../src/http/createStaticPages.ts";
import { createTestApi, type TestApi } from "./support/createTestApi.ts";

const run = promisify(execFile);
const SERVER = fileURLToPath(new URL("../", import.meta.url));
const ROOT = join(SERVER, "../..");
const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
const [BASE_PATH = ""] = contract.basePaths;
const folder = mkdtempSync(join(tmpdir(), "gatehouse-docs-"));
const pages = join(folder, "docs");
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Writes the pages as `npm run generate` does. */
async function writePages(): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(SERVER, "package.json"), "utf8"));
  const words = String(scripts["generate:pages"]).replace("pages/docs", pages).split(" ").slice(1);
  await run(process.execPath, [join(ROOT, "packages/contract-docs/bin/gatehouseDocs.js"), ...words], {
    cwd: SERVER,
  });
}

await writePages();

/** The samples of a language as the pages print them, by operation id. */
function samplesIn(label: string): ReadonlyMap<string, string> {
  return new Map(
    [...contract.operations.keys()].map((id) => {
      const text = readFileSync(join(pages, `operations/${id}.md`), "utf8");
      const [, , code = ""] =
        new RegExp(`### ${label}\\n\\n(\`{3,})\\w+\\n([\\s\\S]*?)\\n\\1`).exec(text) ?? [];
      return [id, code];
    }),
  );
}

function findProgram(name: string, ...others: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...others];
  return folders.map((one) => join(one, name)).find((path) => existsSync(path));
}

/** The command that runs the samples of a language, each from its file; samples without one are compiled. */
interface Language {
  readonly label: string;
  readonly ending: string;
  readonly program: string | undefined;
  readonly words?: (file: string) => readonly string[];
  /** No package of npm or Debian brings the language, so CI may leave it out as well. */
  readonly isUnpackaged?: true;
}

/** The check of each sample of a language. */
function describeRun({ label, words }: Language): string {
  return words === undefined
    ? `every ${label} sample compiles as it is printed, and one program built from all of them runs each against the server`
    : `every ${label} sample runs against the server as it is printed`;
}

const go = findProgram("go", "/usr/local/go/bin");
const LANGUAGES: readonly Language[] = [
  {
    label: "curl",
    ending: "sh",
    program: findProgram("bash"),
    words: (file) => [
      "-c",
      readFileSync(file, "utf8").replace("curl ", 'curl --silent --write-out "\\n%{http_code}" '),
    ],
  },
  {
    label: "TypeScript",
    ending: "ts",
    program: process.execPath,
    words: (file) => ["--conditions=@gatehouse/source", "--no-warnings", file],
  },
  { label: "Python", ending: "py", program: findProgram("python3"), words: (file) => [file] },
  { label: "Go", ending: "go", program: go },
  {
    label: "PowerShell",
    ending: "ps1",
    program: findProgram("pwsh"),
    words: (file) => ["-NoProfile", "-File", file],
    isUnpackaged: true,
  },
];

type Commands = ReadonlyMap<string, readonly [program: string, ...words: readonly string[]]>;

/** Writes the samples of a language into files, compiled where the language asks for it; gives the command of each. */
async function writeSamples({ label, ending, words }: Language, program: string): Promise<Commands> {
  const target = join(folder, ending);
  mkdirSync(target);
  const samples = samplesIn(label);
  for (const [id, code] of samples) expect(code, `${label} sample of ${id}`).not.toBe("");
  if (words === undefined) return compileGo(samples, { program, target });
  symlinkSync(join(ROOT, "node_modules"), join(target, "node_modules"));
  writeFileSync(join(target, "package.json"), '{ "type": "module" }');
  return new Map(
    [...samples].map(([id, code]) => {
      const file = join(target, `${id}.${ending}`);
      writeFileSync(file, `${code}\n`);
      return [id, [program, ...words(file)]];
    }),
  );
}

/**
 * Checks that the programs compile as they are printed, and links them into one, which runs the sample that it is
 * given: most of a build of each is linking.
 */
async function compileGo(
  samples: ReadonlyMap<string, string>,
  { program, target }: { readonly program: string; readonly target: string },
): Promise<Commands> {
  const module = "module samples\n\ngo 1.21\n";
  const ids = [...samples.keys()];
  const imports = ids.map((id) => `import "samples/${id}"\n`).join("");
  const cases = ids.map((id) => `case "${id}": ${id}.Main()\n`).join("");
  const main = `package main\nimport "os"\n${imports}func main() {\nswitch os.Args[1] {\n${cases}}\n}\n`;
  const [printed, linked] = [join(target, "printed"), join(target, "linked")];
  const write = (file: string, code: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  };
  write(join(printed, "go.mod"), module);
  write(join(linked, "go.mod"), module);
  write(join(linked, "main.go"), main);
  for (const [id, code] of samples) {
    write(join(printed, id, "main.go"), `${code}\n`);
    const named = code.replace(/^package main$/m, `package ${id}`).replace(/^func main\(\)/m, "func Main()");
    write(join(linked, id, "main.go"), `${named}\n`);
  }
  const env = {
    ...process.env,
    GOTOOLCHAIN: "local",
    GOFLAGS: "-mod=mod",
    CGO_ENABLED: "0",
    HOME: process.env.HOME ?? folder,
  };
  const binary = join(target, "samples");
  await run(program, ["vet", "./..."], { cwd: printed, env });
  await run(program, ["build", "-ldflags=-s -w", "-o", binary, "."], { cwd: linked, env });
  return new Map(ids.map((id) => [id, [binary, id]]));
}

/** Signs in, and gives what the samples read from the environment. */
async function environmentOf(api: TestApi): Promise<Record<string, string>> {
  const token = await api.signIn();
  const { cookie } = await api.browse();
  const { body: session } = await api.get("/sessions").set("x-hm-authorization", token).expect(200);
  const { body: accounts } = await api.get("/accounts").set("x-hm-authorization", token).expect(200);
  return {
    API_URL: api.origin + BASE_PATH,
    XHM_TOKEN: token,
    BROWSER_HEADER: "cookie",
    BROWSER_SITE: "same-origin",
    BROWSER_COOKIE: cookie.split("=")[1] ?? "",
    SESSION_ID: String(session.data.session.id),
    ACCOUNT_ID: String(accounts.data.accounts[0].id),
  };
}

/** The status and the body that a sample prints; curl prints the status last. */
function readOutput(label: string, stdout: string): { readonly status: string; readonly body: string } {
  const text = stdout.trim();
  const at = label === "curl" ? text.lastIndexOf("\n") : text.search(/\s/);
  const [first, second] = [text.slice(0, at).trim(), text.slice(at).trim()];
  return label === "curl" ? { status: second, body: first } : { status: first, body: second };
}

for (const language of LANGUAGES) {
  const { label, program } = language;
  /** Without the language its samples are left out, except in CI, which installs all that can be installed. */
  const isLeftOut = program === undefined && (process.env.CI === undefined || language.isUnpackaged === true);
  test.skipIf(isLeftOut)(
    `${describeRun(language)} (left out where ${label} is not installed)`,
    { timeout: 300_000 },
    async () => {
      if (program === undefined) throw new Error(`${label} is not installed.`);
      const commands = await writeSamples(language, program);
      for (const [id, [command, ...given]] of commands) {
        const api = await createTestApi({ realAccounts: true });
        const env = { ...process.env, ...(await environmentOf(api)) };
        const { stdout } = await run(command, given, { env });
        const { status, body } = readOutput(label, stdout);
        const documented = [...(contract.operations.get(id)?.responses.keys() ?? [])];
        expect(documented, `${label} ${id}: ${stdout}`).toContain(status);
        expect(status, `${label} ${id}: ${stdout}`).not.toBe("500");
        expect(body, `${label} ${id}`).toMatch(/"?success"?: ?(?:true|false)/);
        if (["createSession", "getSession", "deleteSession", "findSession"].includes(id))
          expect(status, id).toBe("200");
      }
      expect(commands.size).toBe(contract.operations.size);
    },
  );
}

/** Without PowerShell its grammar still finds samples that would not start. */
test("every PowerShell sample is a PowerShell script", async () => {
  await Parser.init();
  const file = createRequire(import.meta.url).resolve(
    "@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm",
  );
  const parser = new Parser().setLanguage(await Grammar.load(file));
  const hasError = (code: string): boolean | undefined => parser.parse(code)?.rootNode.hasError;
  const samples = samplesIn("PowerShell");
  expect(samples.size).toBe(contract.operations.size);
  for (const [id, code] of samples) {
    expect(hasError(code), `${id}: ${code}`).toBe(false);
    // Without its last quotation mark it is none.
    expect(hasError(code.trimEnd().slice(0, -1)), id).toBe(true);
  }
});

test("the changelog reaches from the first version of the document to this one, without a gap", () => {
  const page = readFileSync(join(pages, "changelog.html"), "utf8");
  const steps = [...page.matchAll(/<h2>(\S+) → (\S+)<\/h2>/g)].map(([, from, to]) => ({ from, to }));
  expect(contract.document).toMatchObject({ info: { version: steps[0]?.to } });
  expect(steps.at(-1)?.from).toBe("1.0.0");
  expect(steps.slice(0, -1).map(({ from }) => from)).toEqual(steps.slice(1).map(({ to }) => to));
  // A version without a change has the data of a wrong pair of revisions.
  expect(page).not.toContain("Nothing changed.");
});

test("NET-02 the pages are served at /docs with a policy that forbids inline code", async () => {
  const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'";
  const api = await createTestApi({
    pages: createStaticPages({ folder: pages, prefix: "/docs", contentSecurityPolicy }),
  });
  expect((await api.root.get("/docs").redirects(0).expect(308)).headers.location).toBe("/docs/");
  const { text, headers } = await api.root.get("/docs/operations/deleteSession.html").expect(200);
  expect(text).toContain("<h1>Delete Session</h1>");
  expect(headers).toMatchObject({
    "content-security-policy": contentSecurityPolicy,
    "cache-control": "no-cache",
  });
  for (const name of readdirSync(join(pages, "assets"))) {
    const { headers: asset } = await api.root.get(`/docs/assets/${name}`).expect(200);
    const isHashed = /-[\da-f]{12}\./.test(name);
    expect(asset["cache-control"], name).toBe(isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  }
  await api.root
    .get("/docs/operations/deleteSession.md")
    .expect("content-type", "text/markdown; charset=utf-8");
});
