import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { writeFiles } from "../../../../scripts/fixtures/writeFiles.ts";
import { runCli } from "../../src/cli/runCli.ts";
import { startFixture } from "./support/FixtureServer.ts";
import { keepShop, petShop, type ShopFaults } from "./support/petShop.ts";

const BIN = fileURLToPath(new URL("../../bin/gatehouseContract.js", import.meta.url));

/** A folder with the document of the pet shop, and a server that keeps shop. */
async function openShop(faults: ShopFaults = {}, keys = new Set<string>()) {
  const files = await writeFiles({ "shop.json": JSON.stringify((await petShop()).document) });
  const server = await startFixture(keepShop(keys, faults));
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await files[Symbol.asyncDispose]();
  });
  return { document: files.path("shop.json"), path: files.path, server };
}

async function run(...words: readonly string[]) {
  let out = "";
  let err = "";
  const code = await runCli(words, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: false,
    isTerminal: false,
  });
  return { code, out, err };
}

const shopping = ["--skip", "signOut", "--cases", "40"];

test("a server that conforms to its document ends with 0 and a table", async () => {
  const { document, server } = await openShop();
  const { code, out, err } = await run("check", document, "--base-url", server.origin, ...shopping);
  expect(code).toBe(0);
  expect(out).toMatch(/^operation {2}valid/m);
  expect(out).toMatch(/^listPets {3}✓ \d+/m);
  expect(out).toMatch(/: no findings in 8\d requests and \d+\.\d s \(seed 1\)\.\n$/);
  expect(err).toBe("[1/2] listPets\n[2/2] addPet\n");
});

test("findings end with 1, each with its location in the document and a command", async () => {
  const { document, server } = await openShop({ longestName: 3 });
  const { code, out } = await run("check", document, "--base-url", server.origin, ...shopping);
  expect(code).toBe(1);
  expect(out).toMatch(/^✗ 1\. The server failed {2}POST \/pets {2}server-error, /m);
  expect(out).toMatch(/^ {3}see {7}shop\.json:1:\d+ {2}\/paths\/~1pets\/post$/m);
  expect(out).toMatch(/^ {3}\$ .*curl .* http:\/\/127\.0\.0\.1:\d+\/pets$/m);
  expect(out).toMatch(/contract {2}one of 201, 400, 415\n {3}response {2}500/);
});

const CHECK = ["check", "DOCUMENT", "--base-url", "http://127.0.0.1:9"];

test.each<[name: string, words: readonly string[], says: string]>([
  [
    "a document that is not there",
    ["check", "nowhere.yaml", ...CHECK.slice(2)],
    "The document cannot be read",
  ],
  ["no base URL", ["check", "DOCUMENT"], "required option '--base-url <url>' not specified"],
  ["a server that is not there", CHECK, "http://127.0.0.1:9 does not respond"],
  ["an unknown operation", [...CHECK, "--only", "listPet"], 'Is "listPets" meant?'],
  ["an unknown scheme", [...CHECK, "--credential", "kee=1"], 'Is "key" meant?'],
  ["a header without a name", [...CHECK, "-H", "s3cret"], "'name: value'"],
  ["a header file that is not there", [...CHECK, "-H", "@nowhere"], '"nowhere" of -H cannot be read'],
  ["an odd number", [...CHECK, "--cases", "many"], "a number above zero"],
  ["an unknown format", [...CHECK, "--report", "pdf"], "html, junit, json"],
  ["an output without a format", [...CHECK, "--output", "x"], "--output needs --report"],
  [
    "certificates that are not there",
    [...CHECK, "--cacert", "nowhere.pem"],
    '"nowhere.pem" of --cacert cannot be read',
  ],
  ["an unknown command", ["chekc"], "Did you mean check?"],
])("%s ends with 2 and a remedy", async (_, words, says) => {
  const { document } = await openShop();
  const { code, out, err } = await run(...words.map((word) => (word === "DOCUMENT" ? document : word)));
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(says);
  expect(err).not.toContain("s3cret");
  expect(err).not.toMatch(/^ {4}at /m);
});

test("a broken document ends with 2 and all of its problems", async () => {
  const { server } = await openShop();
  const files = await writeFiles({
    "broken.yaml": "openapi: 3.1.0\ninfo: { title: t }\npaths: { /a: { get: { respnses: {} } } }\n",
  });
  const { code, err } = await run("check", files.path("broken.yaml"), "--base-url", server.origin);
  await files[Symbol.asyncDispose]();
  expect(code).toBe(2);
  expect(err).toContain("broken.yaml:2:1 /info");
  expect(err).toContain('Write "responses" if that is meant');
});

test("help shows examples and ends with 0", async () => {
  const { code, out } = await run("check", "--help");
  expect(code).toBe(0);
  expect(out).toContain(
    "Examples:\n  $ gatehouse-contract check openapi.yaml --base-url https://staging.example/api\n",
  );
});

test("the report can be printed as JSON", async () => {
  const { document, server } = await openShop({ listStatus: 500 });
  const { code, out } = await run(
    "check",
    document,
    "--base-url",
    server.origin,
    ...shopping,
    "--seed",
    "3",
    "--json",
  );
  const report = JSON.parse(out) as {
    seed: number;
    findings: readonly { check: string; operationId: string }[];
  };
  expect(code).toBe(1);
  expect(report.seed).toBe(3);
  expect(report.findings).toContainEqual(
    expect.objectContaining({ check: "server-error", operationId: "listPets" }),
  );
});

test.each([
  { format: "html", begins: "<!doctype html>" },
  { format: "junit", begins: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Pet shop 1"' },
  { format: "json", begins: '{\n  "seed": 1,' },
])("a report is written as $format", async ({ format, begins }) => {
  const { document, server, path } = await openShop({ listStatus: 500 });
  const file = path(`report.${format}`);
  const { err } = await run(
    "check",
    document,
    "--base-url",
    server.origin,
    ...shopping,
    "--report",
    format,
    "--output",
    file,
  );
  const text = await readFile(file, "utf8");
  expect(text.startsWith(begins)).toBe(true);
  expect(text).toContain("listPets");
  expect(err).toContain(`The report is in ${file}.`);
});

test("headers come from the command line and from a file, credentials among them", async () => {
  const files = await writeFiles({ headers: "X-Key: key-1\nX-Trace: on\n" });
  const { document, server } = await openShop({}, new Set(["key-1"]));
  await run(
    "check",
    document,
    "--base-url",
    server.origin,
    "--only",
    "signOut",
    "--cases",
    "5",
    "-H",
    `@${files.path("headers")}`,
    "-H",
    "X-Team: pets",
  );
  await files[Symbol.asyncDispose]();
  const [signOut] = server.requests.filter(({ headers }) => headers["x-key"] === "key-1");
  expect(signOut?.headers).toMatchObject({ "x-trace": "on", "x-team": "pets" });
});

test("a login command gives credentials each time they are needed", async () => {
  const keys = new Set<string>();
  const { document, server, path } = await openShop({}, keys);
  for (let count = 1; count <= 40; count += 1) keys.add(`key-${count}`);
  // Each call prints the next key among other lines, as in the headers of a response.
  const file = path("count");
  const login = `echo x >> '${file}'; printf 'HTTP/1.1 200 OK\\r\\nX-Key: key-%d\\r\\n\\r\\n' "$(wc -l < '${file}')"`;
  const words = ["check", document, "--base-url", server.origin, "--only", "signOut", "--cases", "40"];
  const { code, out } = await run(...words, "--login-command", login);
  expect(out).toContain("no findings");
  expect(code).toBe(0);
  const used = server.requests
    .map(({ headers }) => headers["x-key"])
    .filter((key) => key?.startsWith("key-"));
  expect(new Set(used).size).toBeGreaterThan(2);
});

test.each([
  {
    name: "fails",
    command: "echo 'no such account' >&2; exit 3",
    says: "Signing in failed: the login command ended with code 3 and printed: no such account.",
  },
  {
    name: "prints nothing of use",
    command: "echo s3cret",
    says: "Signing in failed: the login command printed none of the lines X-Key: ….",
  },
])("a login command that $name ends with 2", async ({ command, says }) => {
  const { document, server } = await openShop();
  const { code, err } = await run("check", document, "--base-url", server.origin, "--login-command", command);
  expect(code).toBe(2);
  expect(err).toBe(`${says}\n`);
});

test("the command runs from its source", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, "--help"]);
  expect(stdout).toContain("Usage: gatehouse-contract");
});
