import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { CheckRequest } from "../../src/check/CheckReport.ts";
import { curlLine, type ShellText } from "../../src/check/requests/curlLine.ts";

/** Runs a line in a shell whose `curl` shows its arguments and what it would read. */
function run(line: string, variables: Record<string, string> = {}) {
  const show = `curl() { printf '%s\\0' "$@"; case "$*" in *'--data-binary @-'*) cat;; esac; }`;
  const shown = execFileSync("/bin/sh", ["-c", `${show}\n${line}`], { env: variables }).toString("utf8");
  const end =
    shown.indexOf("\0https://host") < 0 ? -1 : shown.indexOf("\0", shown.indexOf("\0https://host") + 1);
  return { words: shown.slice(0, end).split("\0"), input: shown.slice(end + 1) };
}

function requestOf(changes: Partial<CheckRequest>): CheckRequest {
  return { method: "POST", target: "/a", headers: [], body: undefined, ...changes };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const origin = "https://host:9443";

function lineOf(changes: Partial<CheckRequest>, secrets: readonly ShellText[] = []): string {
  return curlLine(requestOf(changes), { origin }, secrets);
}

test("a plain GET is a short command", () => {
  expect(lineOf({ method: "GET", target: "/pets?limit=3" })).toBe(
    "curl -sS -i -g --path-as-is 'https://host:9443/pets?limit=3'",
  );
});

test.each([
  { name: "quotes", text: `{"it's":"\\"so\\""}` },
  { name: "dollars and backquotes", text: '{"a":"$HOME `id` $(id)"}' },
  { name: "a leading at sign", text: "@/etc/passwd" },
  { name: "letters of any script", text: '{"a":"é 漢 🙂"}' },
])("a body with $name reaches curl unchanged", ({ text }) => {
  const { words } = run(lineOf({ body: bytes(text), headers: [["content-type", "application/json"]] }));
  expect(words[words.indexOf("--data-raw") + 1]).toBe(text);
});

test.each([
  { name: "line ends", body: "a\r\nb" },
  { name: "NUL", body: "a\0b" },
  { name: "a right-to-left override", body: "a\u202eb" },
])("a body with $name goes through standard input", ({ body }) => {
  const { words, input } = run(lineOf({ body: bytes(body), headers: [["content-type", "text/plain"]] }));
  expect(words).toContain("--data-binary");
  expect(input).toBe(body);
});

test("an empty body is a body", () => {
  const { words } = run(lineOf({ body: bytes(""), headers: [["content-type", "text/plain"]] }));
  expect(words[words.indexOf("--data-raw") + 1]).toBe("");
});

test("bytes that are not text are encoded in base64", () => {
  expect(lineOf({ body: Uint8Array.of(0xff, 0) })).toContain("printf %s '/wA=' | base64 -d | curl");
});

test.each([
  { name: "an empty header keeps its place", headers: [["x-key", ""]] as const, want: "x-key;" },
  { name: "a header with spaces is one word", headers: [["x-a", "b c"]] as const, want: "x-a: b c" },
])("$name", ({ headers, want }) => {
  const { words } = run(lineOf({ method: "GET", headers }));
  expect(words[words.indexOf("-H") + 1]).toBe(want);
});

test("a body without a media type is sent without a media type", () => {
  const { words } = run(lineOf({ body: bytes("x") }));
  expect(words[words.indexOf("-H") + 1]).toBe("content-type:");
});

test("HEAD requests only the headers, and an untrusted certificate is accepted with the option for it", () => {
  const line = curlLine(requestOf({ method: "HEAD" }), { origin, insecure: true });
  expect(line).toBe("curl -sS -i -g --path-as-is -k --head https://host:9443/a");
});

test("secrets come from variables of the shell", () => {
  const secrets = [
    { text: "__TOKEN__", shell: `\${TOKEN}` },
    { text: "__TOKEN_CHANGED__", shell: `~\${TOKEN#?}` },
  ];
  const line = lineOf(
    {
      headers: [
        ["authorization", "Bearer __TOKEN__"],
        ["x-key", "__TOKEN_CHANGED__"],
      ],
      target: "/a?k=__TOKEN__&b=1",
    },
    secrets,
  );
  const { words } = run(line, { TOKEN: "it's $ecret" });
  expect(words).toContain("authorization: Bearer it's $ecret");
  expect(words).toContain("x-key: ~t's $ecret");
  expect(words).toContain("https://host:9443/a?k=it's $ecret&b=1");
});
