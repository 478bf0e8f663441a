import type { FixtureAnswer, FixtureRequest } from "./FixtureServer.ts";
import { areIntegers, isInteger, isPair, pairsOf, queryOf, splitText } from "./readText.ts";

/** What a lie changes in the server of the things; names are sentences about the server. */
export type ThingLies = ReadonlySet<string>;

/** What the server takes for valid. */
export const thingCredentials = {
  key: "k-7f3a9c51e2",
  account: `Basic ${Buffer.from("ann:s3cret").toString("base64")}`,
  bearer: "Bearer b-51c0ffee99",
};

const BASE = "/api";
const VERSION = { "x-version": "3" };
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Answers as the document of the things says, but for the lies. */
export function answerThings(lies: ThingLies): (request: FixtureRequest) => FixtureAnswer {
  return (request) => {
    const answer = route(request, lies);
    return request.method === "HEAD" ? answerHead(answer, lies) : answer;
  };
}

function answerHead({ body, ...answer }: FixtureAnswer, lies: ThingLies): FixtureAnswer {
  const { "x-version": version, ...others } = answer.headers;
  if (lies.has("HEAD is answered without a header")) return { ...answer, headers: others, body: undefined };
  const behind = lies.has("HEAD is answered with a body") && body !== undefined ? { behind: body } : {};
  return {
    ...answer,
    ...behind,
    headers: { ...others, ...(version && { "x-version": version }) },
    body: undefined,
  };
}

function route(request: FixtureRequest, lies: ThingLies): FixtureAnswer {
  const segments = request.path.startsWith(`${BASE}/`) ? request.path.slice(BASE.length + 1).split("/") : [];
  const [head = "", ...rest] = segments;
  if (head === "search" && rest.length === 0)
    return dispatch(request, lies, { GET: () => search(request, lies) });
  if (head === "shapes" && rest.length === 6) {
    return dispatch(request, lies, { GET: () => readShape(rest, lies) });
  }
  if (head === "things" && rest.length === 0)
    return dispatch(request, lies, { POST: () => createThing(request, lies) });
  const [id] = rest;
  if (head === "things" && rest.length === 1 && id !== undefined) {
    return dispatch(request, lies, {
      GET: () => readThing(decode(id) ?? "", lies),
      DELETE: () => removeThing(request, decode(id) ?? "", lies),
    });
  }
  return problem(404, "nothing here");
}

type Handlers = Readonly<Record<string, () => FixtureAnswer>>;

function dispatch({ method }: FixtureRequest, lies: ThingLies, handlers: Handlers): FixtureAnswer {
  const handler = handlers[method] ?? (method === "HEAD" ? handlers.GET : undefined);
  if (handler !== undefined) return handler();
  if (method === "OPTIONS") return { status: 204, headers: {}, body: undefined };
  if (method === "PATCH" && lies.has("PATCH is served although undocumented")) return problem(200, "patched");
  if (method === "TRACE" && lies.has("TRACE is echoed"))
    return { status: 200, headers: { "content-type": "message/http" }, body: "TRACE" };
  if (method === "PUT" && lies.has("PUT makes the server fail")) return problem(500, "oops");
  const allow = lies.has("Allow leaves a method out") ? ["OPTIONS"] : [...Object.keys(handlers), "OPTIONS"];
  if (lies.has("Allow names a method that is not there")) allow.push("PATCH");
  const answer = problem(405, "no such method");
  if (lies.has("405 comes without Allow")) return answer;
  return { ...answer, headers: { ...answer.headers, allow: allow.join(", ") } };
}

function search({ query, headers }: FixtureRequest, lies: ThingLies): FixtureAnswer {
  const values = queryOf(query);
  const one = (name: string) => values.get(name)?.[0];
  const limit = one("limit");
  const limitIsHigh = lies.has("the query's maximum is not checked");
  const checks: Readonly<Record<string, boolean>> = {
    limit:
      limit === undefined
        ? lies.has("a missing query parameter is not noticed")
        : isInteger(limit, {
            low: lies.has("the query's minimum is refused") ? 2 : 1,
            high: limitIsHigh ? 1e9 : 50,
          }),
    flag: [undefined, "true", "false"].includes(one("flag")) || lies.has("a boolean is not checked"),
    ids:
      areIntegers(values.get("ids") ?? [], {
        low: 1,
        high: lies.has("items are not checked") ? 1e300 : 100,
      }) && (values.get("ids")?.length ?? 0) <= 3,
    tags: splitText(one("tags"), ",").every(
      (tag) => ["red", "green"].includes(tag) || lies.has("listed items are not checked"),
    ),
    words: wordsFit(one("words"), lies),
    codes: codesFit(one("codes"), lies),
    filter: filterFits(values, lies),
    point:
      one("point") === undefined ||
      isPair(splitText(one("point"), ","), "x", "y") ||
      lies.has("an object in the query is not checked"),
    where: one("where") === undefined || whereFits(one("where") ?? "", lies),
    mode: ["fast", "slow"].includes(headers["x-mode"] ?? "") || modeMayPass(headers["x-mode"], lies),
    range: headers["x-range"] === undefined || rangeFits(headers["x-range"], lies),
    pair: headers["x-pair"] === undefined || isPair(pairsOf(headers["x-pair"]), "a", "b"),
    token: tokenFits(headers.cookie, lies),
  };
  const wrong = Object.keys(checks).find((name) => checks[name] !== true);
  if (wrong === undefined) return found(200, [thing(1)], { lies, operationId: "search" });
  return problem(lies.has("a refusal has an undocumented status") ? 422 : 400, `wrong ${wrong}`, lies);
}

function wordsFit(text: string | undefined, lies: ThingLies): boolean {
  if (text === undefined) return true;
  const words = splitText(text, " ");
  const isLong = lies.has("the least number of items is not checked")
    ? words.length <= 4
    : words.length >= 2 && words.length <= 4;
  return (
    isLong &&
    (words.every((word) => /^[a-z]+$/.test(word)) || lies.has("a pattern in the query is not checked"))
  );
}

function codesFit(text: string | undefined, lies: ThingLies): boolean {
  const codes = splitText(text, "|");
  const isUnique = new Set(codes).size === codes.length || lies.has("repeated items are not noticed");
  return isUnique && areIntegers(codes, {});
}

function filterFits(values: ReadonlyMap<string, readonly string[]>, lies: ThingLies): boolean {
  const given = [...values].filter(([name]) => name.startsWith("filter["));
  const limits: Readonly<Record<string, { low?: number; high?: number }>> = {
    "filter[min]": { low: 0 },
    "filter[max]": { high: 10 },
  };
  return given.every(([name, [text = ""]]) => {
    const limit = limits[name];
    if (limit === undefined) return lies.has("unknown properties of a deep object pass");
    return isInteger(text, lies.has("a deep object is not checked") ? {} : limit);
  });
}

function whereFits(text: string, lies: ThingLies): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return (
      isObject &&
      (typeof (value as { a?: unknown }).a === "boolean" || lies.has("JSON in the query is not checked"))
    );
  } catch {
    return false;
  }
}

function modeMayPass(mode: string | undefined, lies: ThingLies): boolean {
  if (mode === undefined) return lies.has("a missing header is not noticed");
  return lies.has("a header is compared without case") && ["fast", "slow"].includes(mode.toLowerCase());
}

function rangeFits(text: string, lies: ThingLies): boolean {
  const items = text.split(",");
  return areIntegers(items, {}) && (items.length === 2 || lies.has("a list in a header is not checked"));
}

function tokenFits(cookie: string | undefined, lies: ThingLies): boolean {
  const token = /(?:^|; )token=([^;]*)/.exec(cookie ?? "")?.[1];
  if (token === undefined) return lies.has("a missing cookie is not noticed");
  return /^[0-9a-f]{8}$/.test(token) || lies.has("a cookie is not checked");
}

function readShape(segments: readonly string[], lies: ThingLies): FixtureAnswer {
  const [id = "", list = "", label = "", labels = "", matrix = "", matrices = ""] = segments.map(
    (text) => decode(text) ?? "",
  );
  const coordinates = matrices.slice(1).split(";").join(",");
  const isFine =
    (isInteger(id, { low: 1, high: 999 }) || (lies.has("the path is not checked") && isInteger(id, {}))) &&
    areIntegers(list.split(","), {}) &&
    (list.split(",").length <= 3 || lies.has("a list in the path is not checked")) &&
    (/^\.[a-z]{1,5}$/.test(label) ||
      (lies.has("a label in the path is not checked") && label.startsWith("."))) &&
    labels.startsWith(".") &&
    areIntegers(labels.slice(1).split("."), {}) &&
    matrix.startsWith(";matrix=") &&
    isInteger(matrix.slice(8), { low: lies.has("a matrix in the path is not checked") ? -1e300 : 0 }) &&
    matrices.startsWith(";") &&
    isPair(pairsOf(coordinates), "x", "y");
  return isFine ? found(200, thing(1), { lies, operationId: "readShape" }) : problem(400, "no such shape");
}

function createThing(request: FixtureRequest, lies: ThingLies): FixtureAnswer {
  const refusal = authorize(request, lies);
  if (refusal !== undefined) return refusal;
  const type = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
  if (type === "application/x-www-form-urlencoded") {
    return formFits(request.body, lies)
      ? found(201, thing(1), { lies, operationId: "createThing" })
      : problem(400, "wrong form");
  }
  if (type !== "application/json" && !lies.has("any media type is read as JSON"))
    return problem(415, "JSON or form only");
  let body: unknown;
  try {
    body = JSON.parse(
      request.body === "" && lies.has("a missing body is taken for an empty one") ? "{}" : request.body,
    );
  } catch {
    if (!lies.has("malformed JSON is taken for an empty object")) return problem(400, "no JSON");
    return found(201, thing(1), { lies, operationId: "createThing" });
  }
  if (request.body === "" && lies.has("a missing body is taken for an empty one"))
    return found(201, thing(1), { lies, operationId: "createThing" });
  if (lies.has("a nested property makes the server fail") && sizeOf(body) !== undefined)
    return problem(503, "down");
  const wrong = thingFault(body, lies);
  if (wrong !== undefined) {
    if (lies.has("an invalid body makes the server fail") && wrong === "kind") return problem(500, "oops");
    return problem(400, `wrong ${wrong}`);
  }
  const made = lies.has("the link leads to nothing") ? { ...thing(1), id: 777 } : thing(1);
  return found(201, made, { lies, operationId: "createThing" });
}

function sizeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null ? (body as { size?: unknown }).size : undefined;
}

function formFits(text: string, lies: ThingLies): boolean {
  const values = queryOf(text);
  const names = [...values.keys()];
  const name = values.get("name")?.[0] ?? "";
  const length = [...name].length;
  return (
    names.every((key) => key === "name" || key === "price") &&
    length >= 1 &&
    (length <= 20 || lies.has("a form is not checked")) &&
    isInteger(values.get("price")?.[0] ?? "", { low: 0 })
  );
}

const PROPERTIES = new Set(["name", "kind", "price", "note", "tags", "ref", "secret", "size"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The name of a property that is wrong, by hand: the fixture must not share the validator of what is tested. */
function thingFault(body: unknown, lies: ThingLies): string | undefined {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "body";
  const { name, kind, price, note, tags, ref, secret, size } = body as Record<string, unknown>;
  const unknown = Object.keys(body).find((key) => !PROPERTIES.has(key));
  if (unknown !== undefined && !lies.has("unlisted properties of a body pass")) return unknown;
  if (!isText(name, { low: 1, high: lies.has("a valid length is refused") ? 12 : 20 })) {
    const isMissing = name === undefined && lies.has("a missing property is not noticed");
    const isLong = typeof name === "string" && lies.has("the length of a property is not checked");
    if (!isMissing && !isLong) return "name";
  }
  if (typeof name === "string" && !/^[A-Za-z]/.test(name) && !lies.has("a pattern is not checked"))
    return "name";
  const known = lies.has("a listed value is compared without case") ? String(kind).toLowerCase() : kind;
  if (known !== "book" && known !== "tool") return "kind";
  if (!priceFits(price, lies)) return "price";
  if (note === null ? lies.has("null is refused") : note !== undefined && !isText(note, { high: 50 }))
    return "note";
  if (tags !== undefined && !tagsFit(tags, lies)) return "tags";
  if (
    ref !== undefined &&
    !(typeof ref === "string" && (UUID.test(ref) || lies.has("a format is not checked")))
  )
    return "ref";
  if (secret !== undefined && !isText(secret, { low: 4 })) return "secret";
  return size === undefined || sizeFits(size, lies) ? undefined : "size";
}

function priceFits(price: unknown, lies: ThingLies): boolean {
  const value = typeof price === "string" && lies.has("text is taken for a number") ? Number(price) : price;
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  const isLow = lies.has("an exclusive limit is taken for an inclusive one") ? value <= 1000 : value < 1000;
  const isStep = Number.isInteger(value / 0.5) || lies.has("steps are not checked");
  const least = lies.has("a limit is refused") ? value > 0 : value >= 0;
  return least && isLow && isStep;
}

function tagsFit(tags: unknown, lies: ThingLies): boolean {
  if (!Array.isArray(tags)) return false;
  const isShort = tags.length <= 3 || lies.has("the number of items is not checked");
  const isUnique = new Set(tags).size === tags.length || lies.has("equal items are not noticed");
  return isShort && isUnique && tags.every((tag) => isText(tag, { low: 1, high: 8 }));
}

function sizeFits(size: unknown, lies: ThingLies): boolean {
  if (typeof size !== "object" || size === null || Array.isArray(size)) return false;
  const known = Object.keys(size).every((key) => key === "width" || key === "height");
  const { width, height } = size as Record<string, unknown>;
  const fits = (value: unknown) =>
    Number.isInteger(value) && (Number(value) >= 1 || lies.has("nested values are not checked"));
  return known && fits(width) && (height === undefined || fits(height));
}

function isText(value: unknown, { low = 0, high = Number.POSITIVE_INFINITY }): boolean {
  if (typeof value !== "string") return false;
  const { length } = [...value];
  return length >= low && length <= high;
}

function readThing(id: string, lies: ThingLies): FixtureAnswer {
  if (!isInteger(id, { low: 1, high: 1_000_000 })) return problem(400, "wrong id");
  if (id !== "1") return problem(404, "no such thing", lies);
  return found(200, thing(1), { lies, operationId: "readThing" });
}

function removeThing(request: FixtureRequest, id: string, lies: ThingLies): FixtureAnswer {
  const refusal = authorize(request, lies);
  if (refusal !== undefined) return refusal;
  if (!isInteger(id, { low: 1, high: 1_000_000 })) return problem(400, "wrong id");
  if (id !== "1") return problem(404, "no such thing", lies);
  const body = lies.has("a body comes where none is documented") ? "gone" : undefined;
  return { status: 202, headers: body === undefined ? {} : { "content-type": "text/plain" }, body };
}

function authorize({ headers, query }: FixtureRequest, lies: ThingLies): FixtureAnswer | undefined {
  const { authorization = "" } = headers;
  const key =
    headers["x-key"] ??
    (lies.has("the key is read from the query too") ? queryOf(query).get("X-Key")?.[0] : undefined);
  const hasKey = key === thingCredentials.key || (key === "" && lies.has("an empty key is accepted"));
  const hasAccount =
    authorization === thingCredentials.account ||
    (authorization.startsWith("Basic ") && lies.has("any password is accepted"));
  const isOpen = [
    hasKey && hasAccount,
    hasKey && lies.has("the key alone is enough"),
    hasAccount && lies.has("the account alone is enough"),
    bearerFits(authorization, lies),
    authorization === "" && key === undefined && lies.has("no credentials are needed"),
    key !== undefined &&
      key.slice(1) === thingCredentials.key.slice(1) &&
      lies.has("the first character of the key is not compared") &&
      hasAccount,
  ].some(Boolean);
  if (isOpen) return undefined;
  const answer = problem(401, "who are you?");
  return { ...answer, headers: { ...answer.headers, "www-authenticate": 'Bearer realm="things"' } };
}

function bearerFits(authorization: string, lies: ThingLies): boolean {
  if (lies.has("the bearer token is not accepted")) return false;
  const [scheme = "", token = ""] = authorization.split(" ");
  if (lies.has("any bearer token is accepted") && scheme === "Bearer" && token !== "") return true;
  const [, valid] = thingCredentials.bearer.split(" ");
  if (lies.has("the name of the scheme is not compared") && token === valid) return true;
  if (lies.has("a token without its scheme is accepted") && authorization === valid) return true;
  return authorization === thingCredentials.bearer;
}

function thing(id: number): Record<string, unknown> {
  return {
    id,
    name: "Hammer",
    kind: "tool",
    price: 12.5,
    created: "2024-05-01T10:00:00Z",
    note: null,
    tags: ["new"],
  };
}

/** Lies about what is answered, by operation. */
const ANSWER_LIES: Readonly<Record<string, (answer: FixtureAnswer) => FixtureAnswer>> = {
  "a documented status is not kept": (answer) => ({ ...answer, status: answer.status + 3 }),
  "a required header is missing": ({ headers, ...answer }) => {
    const { "x-version": _, ...others } = headers;
    return { ...answer, headers: others };
  },
  "a header is of the wrong type": withHeaders({ "x-version": "three" }),
  "a header is out of range": withHeaders({ "x-version": "0" }),
  "a header is not documented": withHeaders({ "x-debug": "yes" }),
  "the media type is wrong": withHeaders({ "content-type": "text/html" }),
  "the media type is missing": ({ headers, ...answer }) => {
    const { "content-type": _, ...others } = headers;
    return { ...answer, headers: others };
  },
  "the body is missing": (answer) => ({ ...answer, body: "" }),
  "the body is not well-formed": (answer) => ({ ...answer, body: `${answer.body?.slice(0, -2)}` }),
  "the body is JSON inside of JSON": (answer) => ({ ...answer, body: JSON.stringify(answer.body) }),
  "the server fails with an undocumented page": () => ({
    status: 500,
    headers: { "content-type": "text/html" },
    body: "<h1>oops</h1>",
  }),
  "the connection is dropped": (answer) => ({ ...answer, isDropped: true }),
  "a property is missing": withThing({ name: undefined }),
  "a property is of the wrong type": withThing({ price: "12.5" }),
  "a property is not one of the listed values": withThing({ kind: "Tool" }),
  "a property is out of range": withThing({ price: -1 }),
  "a property is no multiple": withThing({ price: 0.3 }),
  "a property is too long": withThing({ name: "Hammer and nails and more" }),
  "a property does not match its pattern": withThing({ name: "7 nails" }),
  "a property is not of its format": withThing({ created: "yesterday" }),
  "a property is null": withThing({ name: null }),
  "a property is not listed": withThing({ colour: "red" }),
  "a property has another name": withThing({ kind: undefined, kindd: "tool" }),
  "a secret property comes back": withThing({ secret: "open sesame" }),
  "items are repeated": withThing({ tags: ["new", "new"] }),
  "there are too many items": withThing({ tags: ["a", "b", "c", "d"] }),
  "a nested property is wrong": withThing({ size: { width: 0 } }),
  "a nested property is not listed": withThing({ size: { width: 1, depth: 2 } }),
};

function withHeaders(headers: Readonly<Record<string, string>>) {
  return (answer: FixtureAnswer): FixtureAnswer => ({
    ...answer,
    headers: { ...answer.headers, ...headers },
  });
}

function withThing(properties: Readonly<Record<string, unknown>>) {
  return (answer: FixtureAnswer): FixtureAnswer => {
    const value: unknown = JSON.parse(answer.body ?? "");
    const change = (one: object) => ({ ...one, ...properties });
    const changed = Array.isArray(value) ? value.map(change) : change(value as object);
    return { ...answer, body: JSON.stringify(changed) };
  };
}

interface Scene {
  readonly lies: ThingLies;
  readonly operationId: string;
}

function found(status: number, value: unknown, { lies, operationId }: Scene): FixtureAnswer {
  const truth: FixtureAnswer = {
    status,
    headers: { ...VERSION, ...JSON_TYPE },
    body: JSON.stringify(value),
  };
  const told = [...lies].flatMap((lie) => {
    const [name = "", where] = lie.split(" @ ");
    return where === operationId ? (ANSWER_LIES[name] ?? []) : [];
  });
  return told.reduce((answer, tell) => tell(answer), truth);
}

function problem(status: number, message: string, lies: ThingLies = new Set()): FixtureAnswer {
  const value = lies.has("the body of a refusal is wrong") ? { error: message } : { message };
  return { status, headers: { ...VERSION, ...JSON_TYPE }, body: JSON.stringify(value) };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
