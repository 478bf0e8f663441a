import { METHODS } from "node:http";
import type { Attack, CaseResult } from "../Attack.ts";
import { sendRaw } from "../send.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

const SECURITY_HEADERS = [
  "x-content-type-options: nosniff",
  "content-security-policy: ",
  "strict-transport-security: max-age=",
];

const paths = [
  SESSIONS,
  `${SESSIONS}/`,
  "/api/admin/v1/live-sessions",
  "/api/admin/v1/sign-ins",
  "/api/admin/v1/account/password",
  "/openapi.json",
  "/openapi.yaml",
  "/",
  "/docs/",
  "/nothing",
  "//openapi.json",
  "/%2e%2e/openapi.json",
  "http://localhost/openapi.json",
  "http://localhost:99999999/",
  "*",
];

/** Requests that the parser gives up on: they get what every rejection has. */
const unreadable: readonly { readonly name: string; readonly bytes: string }[] = [
  { name: "no HTTP", bytes: "hello\r\n\r\n" },
  { name: "HTTP/2", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
  { name: "no such method", bytes: "FROB / HTTP/1.1\r\nHost: a\r\n\r\n" },
  { name: "too long headers", bytes: `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(17_000)}\r\n\r\n` },
  {
    name: "two lengths",
    bytes: `POST ${SESSIONS} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`,
  },
];

/** What is missing in a response, in words; nothing when all is there. */
function findGaps(text: string, method: string): readonly string[] {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const lower = head.toLowerCase();
  const status = Number(head.split(" ")[1] ?? 0);
  // Pages hold nothing of a session, and may be kept as long as they are asked for again.
  const caching = lower.includes("content-type: text/html") ? "no-cache" : "no-store";
  const wanted = [...SECURITY_HEADERS, `cache-control: ${caching}`];
  const gaps = wanted.filter((header) => !lower.includes(header));
  if (!/x-transaction-id: [0-9a-f-]{36}/.test(lower)) gaps.push("a transaction id");
  if (status === 0) gaps.push("a response");
  if (status === 405 && !/\r\nallow: [a-z]/.test(lower)) gaps.push("Allow");
  const hasBody = status >= 400 && method !== "HEAD";
  if (hasBody && !rest.join("").startsWith('{"success":false')) gaps.push("the envelope");
  return gaps;
}

async function tryMethods(target: Target, path: string): Promise<CaseResult> {
  const gaps: string[] = [];
  for (const method of METHODS) {
    const bytes = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const { text, closed } = await sendRaw(target.origin, bytes, { longestMilliseconds: 5000 });
    const found = [...findGaps(text, method)];
    if (!closed) found.push("an end of the connection");
    if (found.length > 0) gaps.push(`${method} lacks ${found.join(" and ")}`);
  }
  const saw =
    gaps.length === 0
      ? `${METHODS.length} methods got the responses that the rules demand.`
      : `${gaps.join("; ")}.`;
  return { name: `every method on ${path}`, held: gaps.length === 0, saw };
}

/** Every path with every method, and what is no request. */
export const everyPath: Attack = {
  name: "every-path",
  ids: ["NET-21", "NET-02", "NET-07"],
  does: "Sends every method to every path, and bytes that are no request.",
  inTests: true,
  async run(context) {
    const target = await context.start();
    const results: CaseResult[] = [];
    for (const path of paths) results.push(await tryMethods(target, path));
    for (const { name, bytes } of unreadable) {
      const { text, closed } = await sendRaw(target.origin, bytes, { longestMilliseconds: 5000 });
      const gaps = findGaps(text, "GET");
      const saw = `"${text.split("\r\n")[0]}", ${gaps.length === 0 ? "nothing is missing" : `lacks ${gaps.join(", ")}`}.`;
      results.push({ name, held: closed && gaps.length === 0, saw });
    }
    return results;
  },
};
