import type { FixtureRequest, FixtureResponse } from "./FixtureServer.ts";
import { areIntegers, isInteger, isPair, pairsOf, queryOf, splitText } from "./readText.ts";
import { formFits, sizeOf, thingFault } from "./thingsBodies.ts";
import { found, problem, thing } from "./thingsResponses.ts";

/** What the server takes for valid. */
export const thingCredentials = {
  key: "k-7f3a9c51e2",
  account: `Basic ${Buffer.from("ann:s3cret").toString("base64")}`,
  bearer: "Bearer b-51c0ffee99",
};

const BASE = "/api";
/** Responds as the document of the things says, except for the faults. */
export function handleThings(faults: ReadonlySet<string>): (request: FixtureRequest) => FixtureResponse {
  return (request) => {
    const response = route(request, faults);
    return request.method === "HEAD" ? respondToHead(response, faults) : response;
  };
}

function respondToHead({ body, ...response }: FixtureResponse, faults: ReadonlySet<string>): FixtureResponse {
  const { "x-version": version, ...others } = response.headers;
  if (faults.has("the response to HEAD lacks a header"))
    return { ...response, headers: others, body: undefined };
  const behind = faults.has("the response to HEAD has a body") && body !== undefined ? { behind: body } : {};
  return {
    ...response,
    ...behind,
    headers: { ...others, ...(version && { "x-version": version }) },
    body: undefined,
  };
}

function route(request: FixtureRequest, faults: ReadonlySet<string>): FixtureResponse {
  const segments = request.path.startsWith(`${BASE}/`) ? request.path.slice(BASE.length + 1).split("/") : [];
  const [head = "", ...rest] = segments;
  if (head === "search" && rest.length === 0)
    return dispatch(request, faults, { GET: () => search(request, faults) });
  if (head === "shapes" && rest.length === 6) {
    return dispatch(request, faults, { GET: () => readShape(rest, faults) });
  }
  if (head === "things" && rest.length === 0)
    return dispatch(request, faults, { POST: () => createThing(request, faults) });
  const [id] = rest;
  if (head === "things" && rest.length === 1 && id !== undefined) {
    return dispatch(request, faults, {
      GET: () => readThing(decode(id) ?? "", faults),
      DELETE: () => removeThing(request, decode(id) ?? "", faults),
    });
  }
  return problem(404, "nothing here");
}

type Handlers = Readonly<Record<string, () => FixtureResponse>>;

function dispatch(
  { method }: FixtureRequest,
  faults: ReadonlySet<string>,
  handlers: Handlers,
): FixtureResponse {
  const handler = handlers[method] ?? (method === "HEAD" ? handlers.GET : undefined);
  if (handler !== undefined) return handler();
  if (method === "OPTIONS") return { status: 204, headers: {}, body: undefined };
  if (method === "PATCH" && faults.has("PATCH is served although undocumented"))
    return problem(200, "patched");
  if (method === "TRACE" && faults.has("TRACE is echoed"))
    return { status: 200, headers: { "content-type": "message/http" }, body: "TRACE" };
  if (method === "PUT" && faults.has("PUT makes the server fail")) return problem(500, "oops");
  const allow = faults.has("Allow leaves a method out") ? ["OPTIONS"] : [...Object.keys(handlers), "OPTIONS"];
  if (faults.has("Allow names a method that is not there")) allow.push("PATCH");
  const response = problem(405, "no such method");
  if (faults.has("405 comes without Allow")) return response;
  return { ...response, headers: { ...response.headers, allow: allow.join(", ") } };
}

function search({ query, headers }: FixtureRequest, faults: ReadonlySet<string>): FixtureResponse {
  const values = queryOf(query);
  const one = (name: string) => values.get(name)?.[0];
  const limit = one("limit");
  const limitIsHigh = faults.has("the query's maximum is not checked");
  const checks: Readonly<Record<string, boolean>> = {
    limit:
      limit === undefined
        ? faults.has("a missing query parameter is not noticed")
        : isInteger(limit, {
            low: faults.has("the minimum of the query is rejected") ? 2 : 1,
            high: limitIsHigh ? 1e9 : 50,
          }),
    flag: [undefined, "true", "false"].includes(one("flag")) || faults.has("a boolean is not checked"),
    ids:
      areIntegers(values.get("ids") ?? [], {
        low: 1,
        high: faults.has("items are not checked") ? 1e300 : 100,
      }) && (values.get("ids")?.length ?? 0) <= 3,
    tags: splitText(one("tags"), ",").every(
      (tag) => ["red", "green"].includes(tag) || faults.has("listed items are not checked"),
    ),
    words: wordsFit(one("words"), faults),
    codes: codesFit(one("codes"), faults),
    filter: filterFits(values, faults),
    point:
      one("point") === undefined ||
      isPair(splitText(one("point"), ","), "x", "y") ||
      faults.has("an object in the query is not checked"),
    where: one("where") === undefined || whereFits(one("where") ?? "", faults),
    mode: ["fast", "slow"].includes(headers["x-mode"] ?? "") || modeMayPass(headers["x-mode"], faults),
    range: headers["x-range"] === undefined || rangeFits(headers["x-range"], faults),
    pair: headers["x-pair"] === undefined || isPair(pairsOf(headers["x-pair"]), "a", "b"),
    token: tokenFits(headers.cookie, faults),
  };
  const wrong = Object.keys(checks).find((name) => checks[name] !== true);
  if (wrong === undefined) return found(200, [thing(1)], { faults, operationId: "search" });
  return problem(faults.has("a rejection has an undocumented status") ? 422 : 400, `wrong ${wrong}`, faults);
}

function wordsFit(text: string | undefined, faults: ReadonlySet<string>): boolean {
  if (text === undefined) return true;
  const words = splitText(text, " ");
  const isLong = faults.has("the least number of items is not checked")
    ? words.length <= 4
    : words.length >= 2 && words.length <= 4;
  return (
    isLong &&
    (words.every((word) => /^[a-z]+$/.test(word)) || faults.has("a pattern in the query is not checked"))
  );
}

function codesFit(text: string | undefined, faults: ReadonlySet<string>): boolean {
  const codes = splitText(text, "|");
  const isUnique = new Set(codes).size === codes.length || faults.has("repeated items are not noticed");
  return isUnique && areIntegers(codes, {});
}

function filterFits(values: ReadonlyMap<string, readonly string[]>, faults: ReadonlySet<string>): boolean {
  const given = [...values].filter(([name]) => name.startsWith("filter["));
  const limits: Readonly<Record<string, { low?: number; high?: number }>> = {
    "filter[min]": { low: 0 },
    "filter[max]": { high: 10 },
  };
  return given.every(([name, [text = ""]]) => {
    const limit = limits[name];
    if (limit === undefined) return faults.has("unknown properties of a deep object pass");
    return isInteger(text, faults.has("a deep object is not checked") ? {} : limit);
  });
}

function whereFits(text: string, faults: ReadonlySet<string>): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const isJsonObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return (
      isJsonObject &&
      (typeof (value as { a?: unknown }).a === "boolean" || faults.has("JSON in the query is not checked"))
    );
  } catch {
    return false;
  }
}

function modeMayPass(mode: string | undefined, faults: ReadonlySet<string>): boolean {
  if (mode === undefined) return faults.has("a missing header is not noticed");
  return faults.has("a header is compared without case") && ["fast", "slow"].includes(mode.toLowerCase());
}

function rangeFits(text: string, faults: ReadonlySet<string>): boolean {
  const items = text.split(",");
  return areIntegers(items, {}) && (items.length === 2 || faults.has("a list in a header is not checked"));
}

function tokenFits(cookie: string | undefined, faults: ReadonlySet<string>): boolean {
  const token = /(?:^|; )token=([^;]*)/.exec(cookie ?? "")?.[1];
  if (token === undefined) return faults.has("a missing cookie is not noticed");
  return /^[0-9a-f]{8}$/.test(token) || faults.has("a cookie is not checked");
}

function readShape(segments: readonly string[], faults: ReadonlySet<string>): FixtureResponse {
  const [id = "", list = "", label = "", labels = "", matrix = "", matrices = ""] = segments.map(
    (text) => decode(text) ?? "",
  );
  const coordinates = matrices.slice(1).split(";").join(",");
  const isFine =
    (isInteger(id, { low: 1, high: 999 }) || (faults.has("the path is not checked") && isInteger(id, {}))) &&
    areIntegers(list.split(","), {}) &&
    (list.split(",").length <= 3 || faults.has("a list in the path is not checked")) &&
    (/^\.[a-z]{1,5}$/.test(label) ||
      (faults.has("a label in the path is not checked") && label.startsWith("."))) &&
    labels.startsWith(".") &&
    areIntegers(labels.slice(1).split("."), {}) &&
    matrix.startsWith(";matrix=") &&
    isInteger(matrix.slice(8), { low: faults.has("a matrix in the path is not checked") ? -1e300 : 0 }) &&
    matrices.startsWith(";") &&
    isPair(pairsOf(coordinates), "x", "y");
  return isFine ? found(200, thing(1), { faults, operationId: "readShape" }) : problem(400, "no such shape");
}

function createThing(request: FixtureRequest, faults: ReadonlySet<string>): FixtureResponse {
  const rejection = authorize(request, faults);
  if (rejection !== undefined) return rejection;
  const type = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
  if (type === "application/x-www-form-urlencoded") {
    return formFits(request.body, faults)
      ? found(201, thing(1), { faults, operationId: "createThing" })
      : problem(400, "wrong form");
  }
  if (type !== "application/json" && !faults.has("any media type is read as JSON"))
    return problem(415, "JSON or form only");
  let body: unknown;
  try {
    body = JSON.parse(
      request.body === "" && faults.has("a missing body is taken for an empty one") ? "{}" : request.body,
    );
  } catch {
    if (!faults.has("malformed JSON is taken for an empty object")) return problem(400, "no JSON");
    return found(201, thing(1), { faults, operationId: "createThing" });
  }
  if (request.body === "" && faults.has("a missing body is taken for an empty one"))
    return found(201, thing(1), { faults, operationId: "createThing" });
  if (faults.has("a nested property makes the server fail") && sizeOf(body) !== undefined)
    return problem(503, "down");
  const wrong = thingFault(body, faults);
  if (wrong !== undefined) {
    if (faults.has("an invalid body makes the server fail") && wrong === "kind") return problem(500, "oops");
    return problem(400, `wrong ${wrong}`);
  }
  const made = faults.has("the link has no target") ? { ...thing(1), id: 777 } : thing(1);
  return found(201, made, { faults, operationId: "createThing" });
}

function readThing(id: string, faults: ReadonlySet<string>): FixtureResponse {
  if (!isInteger(id, { low: 1, high: 1_000_000 })) return problem(400, "wrong id");
  if (id !== "1") return problem(404, "no such thing", faults);
  return found(200, thing(1), { faults, operationId: "readThing" });
}

function removeThing(request: FixtureRequest, id: string, faults: ReadonlySet<string>): FixtureResponse {
  const rejection = authorize(request, faults);
  if (rejection !== undefined) return rejection;
  if (!isInteger(id, { low: 1, high: 1_000_000 })) return problem(400, "wrong id");
  if (id !== "1") return problem(404, "no such thing", faults);
  const body = faults.has("a body comes where none is documented") ? "gone" : undefined;
  return { status: 202, headers: body === undefined ? {} : { "content-type": "text/plain" }, body };
}

function authorize(
  { headers, query }: FixtureRequest,
  faults: ReadonlySet<string>,
): FixtureResponse | undefined {
  const { authorization = "" } = headers;
  const key =
    headers["x-key"] ??
    (faults.has("the key is read from the query too") ? queryOf(query).get("X-Key")?.[0] : undefined);
  const hasKey = key === thingCredentials.key || (key === "" && faults.has("an empty key is accepted"));
  const hasAccount =
    authorization === thingCredentials.account ||
    (authorization.startsWith("Basic ") && faults.has("any password is accepted"));
  const isOpen = [
    hasKey && hasAccount,
    hasKey && faults.has("the key alone is enough"),
    hasAccount && faults.has("the account alone is enough"),
    bearerFits(authorization, faults),
    authorization === "" && key === undefined && faults.has("no credentials are needed"),
    key !== undefined &&
      key.slice(1) === thingCredentials.key.slice(1) &&
      faults.has("the first character of the key is not compared") &&
      hasAccount,
  ].some(Boolean);
  if (isOpen) return undefined;
  const response = problem(401, "who are you?");
  return { ...response, headers: { ...response.headers, "www-authenticate": 'Bearer realm="things"' } };
}

function bearerFits(authorization: string, faults: ReadonlySet<string>): boolean {
  if (faults.has("the bearer token is not accepted")) return false;
  const [scheme = "", token = ""] = authorization.split(" ");
  if (faults.has("any bearer token is accepted") && scheme === "Bearer" && token !== "") return true;
  const [, valid] = thingCredentials.bearer.split(" ");
  if (faults.has("the name of the scheme is not compared") && token === valid) return true;
  if (faults.has("a token without its scheme is accepted") && authorization === valid) return true;
  return authorization === thingCredentials.bearer;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
