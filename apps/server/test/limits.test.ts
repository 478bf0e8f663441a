import { expect, test } from "vitest";
import { errorCatalogue } from "../src/http/errorCatalogue.ts";
import { createTestApi } from "./support/createTestApi.ts";
import { PASSWORD } from "./support/createTestAuthenticator.ts";
import { sendRaw } from "./support/sendRaw.ts";

const PATH = "/api/admin/v1/sessions";
const KIB_16 = 16 * 1024;

/** A request whose head, as the parser counts it, has so many bytes more than the 16 KiB that are allowed. */
function headOf(
  excess: number,
  fill: (filler: string) => { target: string; lines: readonly string[] },
): string {
  const write = (length: number) => {
    const { target, lines } = fill("x".repeat(length));
    return `GET ${target} HTTP/1.1\r\n${["Host: a", "Connection: close", ...lines].join("\r\n")}\r\n\r\n`;
  };
  // Neither the method and version nor colons and line ends count: what names, values and target hold does.
  const { target, lines } = fill("");
  const counted = [
    target,
    "Host",
    "a",
    "Connection",
    "close",
    ...lines.flatMap((line) => line.split(": ")),
  ].join("");
  return write(KIB_16 - counted.length + excess);
}

test.each([
  { name: "a header", fill: (filler: string) => ({ target: PATH, lines: [`X-Long: ${filler}`] }) },
  { name: "the address", fill: (filler: string) => ({ target: `${PATH}?q=${filler}`, lines: [] }) },
  {
    name: "many headers",
    fill: (filler: string) => ({
      target: PATH,
      lines: [
        ...Array.from({ length: 50 }, (_, index) => `X-${index}: ${"y".repeat(100)}`),
        `X-Last: ${filler}`,
      ],
    }),
  },
])(
  "NET-08 NET-03 FAIL-15 $name of 16 KiB gets 431 in the envelope, one byte less is accepted",
  async ({ fill }) => {
    const api = await createTestApi();
    const { text: refused, closed } = await sendRaw(api.origin, headOf(0, fill), 5000);
    expect(refused).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(JSON.parse(refused.split("\r\n\r\n")[1] ?? "")).toMatchObject({
      success: false,
      errorCode: "BAD_REQUEST",
      error: errorCatalogue.headersTooLarge.text,
    });
    expect(closed).toBe(true);
    const { text: read } = await sendRaw(api.origin, headOf(-1, fill), 5000);
    expect(read).toMatch(/^HTTP\/1\.1 40[01] /);
    expect(read).toContain("x-transaction-id");
  },
);

test.each([
  { name: "with its length", isChunked: false },
  { name: "in chunks", isChunked: true },
])("NET-08 FAIL-15 a body of 16 KiB $name is accepted, one byte more gets 413", async ({ isChunked }) => {
  const api = await createTestApi();
  const send = (bytes: number) => {
    const body = JSON.stringify({ username: "admin", password: PASSWORD }).padEnd(bytes, " ");
    const lines = ["Host: a", "Connection: close", "Content-Type: application/json"];
    const half = body.length >> 1;
    const parts = [body.slice(0, half), body.slice(half)];
    const sent = isChunked
      ? `${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join("")}0\r\n\r\n`
      : body;
    lines.push(isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${body.length}`);
    return sendRaw(api.origin, `POST ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${sent}`, 5000);
  };
  expect((await send(KIB_16)).text).toMatch(/^HTTP\/1\.1 200 /);
  expect((await send(KIB_16 + 1)).text).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  { bytes: KIB_16, want: ["100", "403"] },
  { bytes: KIB_16 + 1, want: ["413"] },
])(
  "NET-08 a request with Expect: 100-continue and a body of $bytes bytes gets $want",
  async ({ bytes, want }) => {
    const api = await createTestApi();
    const lines = ["Host: a", "Connection: close", "Content-Type: application/json", "Expect: 100-continue"];
    const head = `POST ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\nContent-Length: ${bytes}\r\n\r\n`;
    const body = JSON.stringify({ username: "nobody", password: PASSWORD }).padEnd(KIB_16, " ");
    const sent = want.includes("100") ? body : "";
    const { text, closed } = await sendRaw(api.origin, head + sent, 5000);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status)).toEqual(want);
    expect(closed).toBe(true);
  },
);

test("NET-08 FAIL-15 JSON nested deeper than 64 is rejected as a whole, other JSON with its location", async () => {
  const api = await createTestApi();
  const ask = async (depth: number) => {
    // The body itself is one level.
    const nested = "[".repeat(depth - 1) + "]".repeat(depth - 1);
    const text = `{"username":"a","password":"b","authType":${nested}}`;
    return (await api.post("/sessions").type("json").send(text).expect(400)).body.error;
  };
  expect(await ask(64)).toMatch(/^\/authType /);
  expect(await ask(65)).toBe("The request body is not valid JSON.");
  expect(await ask(8000)).toBe("The request body is not valid JSON.");
});

test("NET-08 FAIL-15 an endless stream is cut at the limit and takes no memory", async () => {
  const api = await createTestApi();
  const lines = ["Host: a", "Content-Type: application/json", "Transfer-Encoding: chunked"];
  const chunk = `10000\r\n${" ".repeat(0x1_0000)}\r\n`;
  const before = process.memoryUsage().rss;
  const head = `POST ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  const { text, closed } = await sendRaw(api.origin, head + chunk.repeat(64), 10_000);
  expect(text.startsWith("HTTP/1.1 413 ") || (closed && text === "")).toBe(true);
  expect(closed).toBe(true);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  await api.post("/sessions").send({ username: "admin", password: PASSWORD }).expect(200);
});
