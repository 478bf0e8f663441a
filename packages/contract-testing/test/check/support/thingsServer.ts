import type { FixtureAnswer, FixtureRequest } from "./FixtureServer.ts";
import { areIntegers, isInteger, isPair, pairsOf, queryOf, splitText } from "./readText.ts";
import type { ThingLies } from "./ThingLies.ts";
import { found, problem, thing } from "./thingsAnswers.ts";
import { formFits, sizeOf, thingFault } from "./thingsBodies.ts";

/** What the server takes for valid. */
export const thingCredentials = {
  key: "k-7f3a9c51e2",
  account: `Basic ${Buffer.from("ann:s3cret").toString("base64")}`,
  bearer: "Bearer b-51c0ffee99",
};

const BASE = "/api";
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
    const isJsonObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return (
      isJsonObject &&
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

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
