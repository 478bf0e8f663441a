import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, dirname } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import { createFolder, type Files } from "./support/createFolder.ts";
import { testWith } from "./support/testWith.ts";

const bashTest = testWith("bash");

const COMMENT = "<!-- spec-review -->\n## ✅ Contract review\n";

/** The script of a file for a CI that holds a text. */
function scriptWith(path: string, text: string): string {
  const found = scriptsOf(parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"))).filter(
    (script) => script.includes(text),
  );
  expect(found).toHaveLength(1);
  return found.join("");
}

function scriptsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(scriptsOf) : [];
}

async function runScript(
  cwd: string,
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const path = [cwd, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const child = spawn("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd,
    env: { ...env, PATH: path },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "close");
  return code;
}

/** A `gh` that writes down what it is called with, and knows one comment or none. */
function createActions(known: string, files: Files = { "comment.md": COMMENT }) {
  const gh = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> calls
case "$*" in *--paginate*) printf '%s' "$KNOWN" ;; esac
`;
  const folder = createFolder({ ...files, gh, calls: "" });
  chmodSync(`${folder.path}/gh`, 0o755);
  const env = { GITHUB_REPOSITORY: "ann/shop", NUMBER: "7", KNOWN: known };
  return { ...folder, env };
}

const GITHUB = ["examples/contract-review.yml", "../../.github/workflows/contract-review.yml"];

for (const path of GITHUB) {
  const script = () => scriptWith(path, "gh api --paginate");

  bashTest(`${path} writes one comment`, async () => {
    using actions = createActions("");
    expect(await runScript(actions.path, script(), actions.env)).toBe(0);
    const [listed, written, ...others] = actions.read("calls").trim().split("\n");
    expect(listed).toContain("repos/ann/shop/issues/7/comments");
    expect(listed).toContain('startswith("<!-- spec-review -->")');
    expect(written).toBe("api repos/ann/shop/issues/7/comments --field body=@comment.md");
    expect(others).toEqual([]);
  });

  bashTest(`${path} writes the comment anew that it has written before`, async () => {
    using actions = createActions("4711\n4712\n");
    expect(await runScript(actions.path, script(), actions.env)).toBe(0);
    const [, written, ...others] = actions.read("calls").trim().split("\n");
    expect(written).toBe("api --method PATCH repos/ann/shop/issues/comments/4711 --field body=@comment.md");
    expect(others).toEqual([]);
  });
}

bashTest("without a comment nothing is written", async () => {
  using actions = createActions("", {});
  expect(await runScript(actions.path, scriptWith(GITHUB[0] ?? "", "gh api --paginate"), actions.env)).toBe(
    0,
  );
  expect(actions.read("calls")).toBe("");
});

/** The notes of a merge request, as GitLab keeps them. */
async function startGitLab(notes: readonly { readonly id: number; readonly body: string }[]) {
  const calls: { readonly call: string; readonly token: unknown; readonly body: string }[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    calls.push({
      call: `${req.method} ${req.url?.split("?")[0]}`,
      token: req.headers["private-token"],
      body,
    });
    res.setHeader("content-type", "application/json").end(JSON.stringify(req.method === "GET" ? notes : {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    calls,
    env: {
      CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
      CI_PROJECT_ID: "3",
      CI_MERGE_REQUEST_IID: "7",
      REVIEW_TOKEN: "t0ken",
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const NOTES = "/api/v4/projects/3/merge_requests/7/notes";
const gitlab = () => scriptWith("examples/gitlab-ci.yml", "merge_requests");

bashTest.for([
  { name: "one note", notes: [{ id: 1, body: "looks good" }], call: `POST ${NOTES}` },
  {
    name: "an update of its earlier note",
    notes: [{ id: 9, body: COMMENT }],
    call: `PUT ${NOTES}/9`,
  },
])("GitLab gets $name", { timeout: 60_000 }, async ({ notes, call }) => {
  using folder = createFolder({ "comment.md": COMMENT });
  await using server = await startGitLab(notes);
  expect(await runScript(folder.path, gitlab(), server.env)).toBe(0);
  expect(server.calls.map((made) => made.call)).toEqual([`GET ${NOTES}`, call]);
  expect(server.calls[1]).toMatchObject({ token: "t0ken", body: JSON.stringify({ body: COMMENT }) });
});

bashTest("without a token GitLab gets no note", async () => {
  using folder = createFolder({ "comment.md": COMMENT });
  await using server = await startGitLab([]);
  await runScript(folder.path, gitlab(), { ...server.env, REVIEW_TOKEN: "" });
  expect(server.calls).toEqual([]);
});
