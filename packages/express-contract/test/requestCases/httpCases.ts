/** A request as its text, and what is expected of the response. */
export interface HttpCase {
  readonly clause: string;
  readonly method: string;
  readonly target: string;
  /** Lines of the head. */
  readonly head?: readonly string[];
  readonly body?: string;
  readonly status: number;
  /** Found in the response. */
  readonly has?: RegExp;
}

const text = { type: "string" };
const responses = { default: { description: "Done." } };
const json = { content: { "application/json": { schema: {} } } };
const file = { 200: { description: "A file.", content: { "application/octet-stream": {} } } };
const inPath = (...names: readonly string[]) =>
  names.map((name) => ({ name, in: "path", required: true, schema: text }));

/** The paths of the document for the cases; each operation responds with its id and path parameters. */
export const httpPaths = {
  "/get": { get: { operationId: "get", responses } },
  "/body": { post: { operationId: "body", requestBody: { required: true, ...json }, responses } },
  "/optional": { post: { operationId: "optional", requestBody: json, responses } },
  "/none": {
    post: { operationId: "none", responses },
    delete: { operationId: "remove", responses },
  },
  "/own": { head: { operationId: "head", responses }, options: { operationId: "options", responses } },
  "/p/me": { get: { operationId: "me", responses } },
  "/p/{id}": { get: { operationId: "one", parameters: inPath("id"), responses } },
  "/p/{id}.json": { get: { operationId: "document", parameters: inPath("id"), responses } },
  "/p/{id}/x": { get: { operationId: "part", parameters: inPath("id"), responses } },
  "/q/{a}:{b}": { get: { operationId: "pair", parameters: inPath("a", "b"), responses } },
  "/proto/{__proto__}": { get: { operationId: "proto", parameters: inPath("__proto__"), responses } },
  "/file": { get: { operationId: "file", responses: file } },
  "/served": {
    servers: [{ url: "/api/{v}", variables: { v: { default: "v1", enum: ["v1", "v2"] } } }],
    get: { operationId: "served", responses },
  },
};

const METHODS = "RFC 9110, 9.3.2, 9.3.7 and 15.5.6";
const EQUIVALENCE = "RFC 3986, 6.2.2 (equivalent paths)";
const DATA = "RFC 3986, 2.2 (what is encoded is data)";
const TEMPLATES = "OpenAPI 3.1.1, 4.8.8.1 (templates, the concrete ones first)";
const TARGETS = "RFC 9112, 3.2 (request targets)";
const LENGTHS = "RFC 9112, 6.3; RFC 9110, 8.3 and 8.6";
const CODINGS = "RFC 9110, 8.4 and 15.5.16";
const RANGES = "RFC 9110, 14.1.2 and 14.2";
const SERVERS = "OpenAPI 3.1.1, 4.8.5 and 4.8.6";

const typed = "Content-Type: application/json";
const length = (count: number) => `Content-Length: ${count}`;
const chunked = "Transfer-Encoding: chunked";
const post = { method: "POST", target: "/body" } as const;
const optional = { method: "POST", target: "/optional" } as const;
type Wanted = readonly [status: number, has?: RegExp];
const get = (clause: string, target: string, [status, has]: Wanted): HttpCase => {
  return { clause, method: "GET", target, status, ...(has && { has }) };
};
const range = (value: string, [status, has = /^/]: Wanted, method = "GET"): HttpCase => {
  return { clause: RANGES, method, target: "/file", head: [`Range: ${value}`], status, has };
};

/** Methods, targets, lengths, content codings and ranges. */
export const httpCases: readonly HttpCase[] = [
  { clause: METHODS, method: "HEAD", target: "/get", status: 200, has: /content-length: 34\r\n.*\r\n\r\n$/s },
  {
    clause: METHODS,
    method: "HEAD",
    target: "/body",
    status: 405,
    has: /allow: POST, OPTIONS\r\n.*\r\n\r\n$/s,
  },
  { clause: METHODS, method: "OPTIONS", target: "/get", status: 204, has: /allow: GET, HEAD, OPTIONS\r\n/ },
  { clause: METHODS, method: "OPTIONS", target: "/own", status: 200, has: /"id":"options"/ },
  { clause: METHODS, method: "HEAD", target: "/own", status: 200 },
  { clause: METHODS, method: "OPTIONS", target: "/nothing", status: 404 },
  { clause: METHODS, method: "PROPFIND", target: "/get", status: 405, has: /allow: GET, HEAD, OPTIONS\r\n/ },
  { clause: METHODS, method: "PATCH", target: "/none", status: 405, has: /allow: POST, DELETE, OPTIONS\r\n/ },
  get(EQUIVALENCE, "/get/", [404]),
  get(EQUIVALENCE, "//get", [404]),
  get(EQUIVALENCE, "/GET", [404]),
  get(EQUIVALENCE, "/g%65t", [200]),
  get(EQUIVALENCE, "/p%2Fme", [404]),
  get(EQUIVALENCE, "/p/%6De", [200, /"id":"me"/]),
  get(TEMPLATES, "/p/me", [200, /"id":"me"/]),
  get(TEMPLATES, "/p/me/x", [200, /"id":"part","path":\{"id":"me"\}/]),
  get(TEMPLATES, "/p/x.json", [200, /"id":"document","path":\{"id":"x"\}/]),
  get(TEMPLATES, "/p/.json", [200, /"id":"one","path":\{"id":".json"\}/]),
  get(TEMPLATES, "/proto/a", [200, /"path":\{"__proto__":"a"\}/]),
  get(DATA, "/p/a%2Fb/x", [200, /"path":\{"id":"a\/b"\}/]),
  get(DATA, "/q/1%3A2:x", [200, /"path":\{"a":"1:2","b":"x"\}/]),
  get(DATA, "/q/1:2:x", [200, /"path":\{"a":"1","b":"2:x"\}/]),
  get(DATA, "/p/%zz", [400]),
  get(DATA, "/p/\u00c3\u00a4", [400]),
  get(TARGETS, "/get?", [200]),
  get(TARGETS, "/get?&", [200]),
  get(TARGETS, "/get?x", [400]),
  get(TARGETS, "http://h/get", [200]),
  get(TARGETS, "HTTP://h/get?", [200]),
  get(TARGETS, "http://h", [404]),
  { clause: TARGETS, method: "OPTIONS", target: "*", status: 404 },
  get(SERVERS, "/api/v2/served", [200]),
  get(SERVERS, "/api/v3/served", [404]),
  get(SERVERS, "/served", [404]),
  { ...post, clause: LENGTHS, head: [typed, chunked], body: "1\r\n5\r\n0\r\n\r\n", status: 200 },
  { ...post, clause: LENGTHS, head: [typed, chunked], body: "0\r\n\r\n", status: 400 },
  { ...post, clause: LENGTHS, head: [chunked], body: "0\r\n\r\n", status: 400, has: /BODY_MISSING/ },
  { ...post, clause: LENGTHS, head: [chunked], body: "1\r\n5\r\n0\r\n\r\n", status: 415 },
  { ...post, clause: LENGTHS, head: [], status: 400, has: /BODY_MISSING/ },
  { ...post, clause: LENGTHS, head: [length(1)], body: "5", status: 415 },
  { ...optional, clause: LENGTHS, head: [chunked], body: "0\r\n\r\n", status: 200 },
  { ...optional, clause: LENGTHS, head: [typed, chunked], body: "0\r\n\r\n", status: 200 },
  { ...optional, clause: LENGTHS, head: [length(0)], status: 200 },
  { ...optional, clause: LENGTHS, head: [], status: 200 },
  { clause: LENGTHS, method: "POST", target: "/none", head: [typed, length(1)], body: "{", status: 200 },
  {
    ...post,
    clause: CODINGS,
    head: [typed, length(1), "Content-Encoding: gzip"],
    body: "5",
    status: 415,
    has: /accept-encoding: identity\r\n/,
  },
  range("bytes=0-1", [206, /content-range: bytes 0-1\/10\r\n/]),
  range("bytes=-99", [206, /content-range: bytes 0-9\/10\r\n/]),
  range("bytes=99999999999999999999-", [416, /content-range: bytes \*\/10\r\n/]),
  range("bytes=0-1", [200, /content-length: 10\r\n/], "HEAD"),
];
