import type { Attack, CaseResult } from "../Attack.ts";
import { sendRaw } from "../send.ts";
import type { Target } from "../startTarget.ts";

const PAGES = ["/", "/docs/", "/docs", "/openapi.json", "/openapi.yaml"];
/** How many bytes more than the page a response may have: the heads of parts. */
const MOST_MORE_BYTES = 32 * 1024;
const TAG = '"0123456789abcdef"';

/** What a page responds without any trick. */
interface Plain {
  readonly etag: string;
}

interface Trick {
  readonly name: string;
  readonly method?: string;
  readonly lines: (plain: Plain) => readonly string[];
  /** Responses that are right beside the one without the trick. */
  readonly also?: readonly number[];
}

const trick = (name: string, line: string, also: readonly number[] = []): Trick => ({
  name,
  lines: () => [line],
  also,
});

const RANGED = [206, 416];

/** Headers on which a server may work much, send much, or fail. */
const tricks: readonly Trick[] = [
  trick(
    "1,500 ranges",
    `Range: bytes=${Array.from({ length: 1500 }, (_, at) => `${at}-${at}`).join(",")}`,
    RANGED,
  ),
  trick("5,000 ranges", `Range: bytes=${"0-0,".repeat(5000)}1-1`, [431]),
  trick("overlapping ranges", `Range: bytes=${"0-,".repeat(3000)}0-`, RANGED),
  trick("a range behind the end", "Range: bytes=99999999999999999999-", RANGED),
  trick("a range that is none", "Range: bytes=9-1,-,a-b", RANGED),
  trick("a range of another unit", "Range: lines=0-1", RANGED),
  trick("a long list of tags", `If-None-Match: ${`${TAG},`.repeat(700)}${TAG}`),
  trick("tags of 60 kB", `If-None-Match: ${`${TAG},`.repeat(3200)}${TAG}`, [431]),
  trick("a tag without an end", `If-None-Match: "${"a".repeat(9000)}`),
  trick("a list of commas", `If-None-Match: ${",".repeat(9000)}`),
  { name: "its own tag", lines: ({ etag }) => [`If-None-Match: ${etag}`], also: [304] },
  {
    name: "its own weak tag among others",
    lines: ({ etag }) => [`If-None-Match: ${TAG}, W/${etag}`],
    also: [304],
  },
  trick("any tag", "If-None-Match: *", [304]),
  trick("another tag that must match", `If-Match: ${TAG}`, [412]),
  trick("a date that does not exist", "If-Modified-Since: Mon, 99 Nov 99999 99:99:99 GMT", [304]),
  {
    name: "a range of its own tag",
    lines: ({ etag }) => [`If-Range: ${etag}`, "Range: bytes=0-0"],
    also: RANGED,
  },
  trick("no coding at all", "Accept-Encoding: identity;q=0, *;q=0", [406]),
  trick("a coding many times", `Accept-Encoding: ${"gzip;q=0.5,".repeat(1300)}gzip`),
  trick("a coding with a long weight", `Accept-Encoding: gzip;q=0.${"0".repeat(9000)}`),
  trick("a coding with blanks", `Accept-Encoding: gzip${" ".repeat(9000)};q=0`),
  trick("no coding that is known", "Accept-Encoding: br, zstd, x-bomb"),
  trick("an empty coding", "Accept-Encoding: ,,;q=,"),
  { ...trick("HEAD with a range", "Range: bytes=0-0", RANGED), method: "HEAD" },
  {
    name: "HEAD with its own tag",
    method: "HEAD",
    lines: ({ etag }) => [`If-None-Match: ${etag}`],
    also: [304],
  },
];

/** Paths that lead out of a folder where they are read as those of files. */
const traversals = [
  "/docs/../../package.json",
  "/docs/%2e%2e/%2e%2e/package.json",
  "/docs/..%2f..%2fpackage.json",
  "/docs/..%5c..%5cpackage.json",
  "/docs/%252e%252e%252fpackage.json",
  "/docs/..;/package.json",
  "/docs/....//package.json",
  "/assets/%c0%ae%c0%ae/package.json",
  "/assets/..%00/package.json",
  "/docs/index.html%00.css",
  "/docs/%00",
  "/%00",
  "/docs/%",
  "/docs/%zz",
  "/docs//etc/passwd",
  "/docs/C:%5cWindows%5cwin.ini",
  "/docs/__proto__",
  "/constructor",
  `/docs/${"%2e%2e/".repeat(1500)}package.json`,
] as const;

const HEADERS = [
  /^x-content-type-options: nosniff$/im,
  /^content-security-policy: ./im,
  /^strict-transport-security: max-age=\d/im,
  /^cache-control: ./im,
  /^x-transaction-id: [\da-f-]{36}$/im,
];

interface Response {
  readonly status: number;
  readonly head: string;
  readonly bodyBytes: number;
}

/** A request to a page, with what is added to it. */
interface PageRequest {
  readonly path: string;
  /** @default "GET" */
  readonly method?: string | undefined;
  readonly lines?: readonly string[];
}

async function request(target: Target, { path, method = "GET", lines = [] }: PageRequest): Promise<Response> {
  const sent = [`${method} ${path} HTTP/1.1`, "Host: localhost", "Connection: close", ...lines];
  const bytes = `${sent.join("\r\n")}\r\n\r\n`;
  const { text } = await sendRaw(target.origin, bytes, { longestMilliseconds: 10_000 });
  const [head = ""] = text.split("\r\n\r\n", 1);
  return {
    status: Number(head.split(" ")[1] ?? 0),
    head: head.replaceAll("\r", ""),
    bodyBytes: Math.max(0, text.length - head.length - "\r\n\r\n".length),
  };
}

/** What is wrong about a response, in words; nothing where all is right. */
function findFaults(
  { status, head, bodyBytes }: Response,
  statuses: readonly number[],
  mostBytes: number,
): readonly string[] {
  const missing = HEADERS.filter((header) => !header.test(head)).map((header) => `lacks ${header.source}`);
  const most = status === 304 ? 0 : mostBytes;
  return [
    ...missing,
    ...(statuses.includes(status) ? [] : [`has status ${status}, not ${statuses.join(" or ")}`]),
    ...(bodyBytes <= most ? [] : [`has ${bodyBytes} bytes, more than ${most}`]),
  ];
}

function resultOf(name: string, statuses: readonly number[], faults: readonly string[]): CaseResult {
  const counts = Object.entries(Object.groupBy(statuses, String));
  const seen = counts.map(([status, all = []]) => `${all.length} with ${status}`).join(", ");
  const saw = faults.length === 0 ? `As the rules demand: ${seen}.` : `${faults.join("; ")}.`;
  return { name, held: faults.length === 0, saw };
}

async function tryPage(target: Target, path: string): Promise<CaseResult> {
  const { status, head, bodyBytes } = await request(target, { path });
  const plain = { status, etag: /^etag: (.*)$/im.exec(head)?.[1] ?? TAG };
  const faults: string[] = [];
  const statuses: number[] = [];
  for (const { name, lines, also = [], method } of tricks) {
    const response = await request(target, { path, method, lines: lines(plain) });
    statuses.push(response.status);
    const most = method === "HEAD" ? 0 : bodyBytes + MOST_MORE_BYTES;
    const found = findFaults(response, [status, ...also], most);
    faults.push(...found.map((fault) => `${name} ${fault}`));
  }
  return resultOf(`${path} (${status})`, statuses, faults);
}

async function tryTraversals(target: Target): Promise<CaseResult> {
  const faults: string[] = [];
  const statuses: number[] = [];
  for (const path of traversals) {
    const response = await request(target, { path });
    statuses.push(response.status);
    const found = findFaults(response, [400, 404], MOST_MORE_BYTES);
    faults.push(...found.map((fault) => `${path.slice(0, 60)} ${fault}`));
  }
  return resultOf("paths that lead elsewhere", statuses, faults);
}

/** Headers and paths for which servers of files were made to work, send or show too much. */
export const pageRequests: Attack = {
  name: "page-requests",
  ids: ["NET-02", "NET-21"],
  does: "Asks for pages in thousands of ranges, with long conditions and by paths that lead elsewhere.",
  inTests: true,
  async run(context) {
    const target = await context.start();
    const { text } = await target.send({ path: "/" });
    const assets = [...text.matchAll(/(?:src|href)="\.?(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    const results: CaseResult[] = [];
    for (const path of [...PAGES, ...assets]) results.push(await tryPage(target, path));
    results.push(await tryTraversals(target));
    return results;
  },
};
