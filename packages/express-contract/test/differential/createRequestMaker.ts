import type { Contract, JsonValue, Operation, Parameter } from "@gatehouse/contract";
import type { Random } from "./createRandom.ts";
import { BOUNDARY, isObject, multipartForm, textOf, urlencodedForm } from "./formBodies.ts";
import { createValueMaker } from "./makeValue.ts";
import type { RawRequest } from "./RawRequest.ts";

const BREAK_RATE = 0.06;

interface Draft {
  method: string;
  path: string;
  query: string[];
  headers: Record<string, string>;
  body: Buffer | undefined;
}

const DELIMITERS: Readonly<Record<string, string>> = { spaceDelimited: "%20", pipeDelimited: "|" };

function queryPairs(
  { name, style, explode, content }: Parameter,
  value: JsonValue,
  encode: (text: string) => string,
): string[] {
  const key = encodeURIComponent(name);
  if (content !== undefined) return [`${key}=${encodeURIComponent(JSON.stringify(value))}`];
  if (Array.isArray(value)) {
    if (explode) return value.map((item: JsonValue) => `${key}=${encode(textOf(item))}`);
    return [`${key}=${value.map((item: JsonValue) => encode(textOf(item))).join(DELIMITERS[style] ?? ",")}`];
  }
  if (!isObject(value)) return [`${key}=${encode(textOf(value))}`];
  const entries = Object.entries(value);
  if (style === "deepObject") return entries.map(([inner, one]) => `${key}[${inner}]=${encode(textOf(one))}`);
  if (explode) return entries.map(([inner, one]) => `${inner}=${encode(textOf(one))}`);
  return [`${key}=${entries.flatMap(([inner, one]) => [inner, encode(textOf(one))]).join(",")}`];
}

function simpleText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(textOf).join(",");
  return isObject(value)
    ? Object.entries(value)
        .flat()
        .map((part) => textOf(part as JsonValue))
        .join(",")
    : textOf(value);
}

/** Header values that Node would let pass. */
function headerText(value: JsonValue): string {
  return simpleText(value)
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, "?")
    .trim();
}

function pathPrefix({ name, style }: Parameter): string {
  if (style === "matrix") return `;${name}=`;
  return style === "label" ? "." : "";
}

/** Makes requests to operations: most of them right, others wrong in one place or several. */
export function createRequestMaker(contract: Contract, random: Random) {
  const { make } = createValueMaker(contract, random, BREAK_RATE);
  const encode = (text: string) => (random.chance(0.08) ? encodeURI(text) : encodeURIComponent(text));

  const addParameter = (draft: Draft, parameter: Parameter) => {
    const schema = parameter.schema ?? [...(parameter.content?.values() ?? [])][0]?.schema;
    const wanted = parameter.required ? !random.chance(BREAK_RATE) : random.chance(0.5);
    if (!wanted && parameter.in !== "path") return;
    const value = make(schema);
    if (parameter.in === "path") {
      const text = simpleText(value) || "-";
      const encoded = encodeURIComponent(text === "." || text === ".." ? "dot" : text);
      draft.path = draft.path.replace(`{${parameter.name}}`, pathPrefix(parameter) + encoded);
    } else if (parameter.in === "query") draft.query.push(...queryPairs(parameter, value, encode));
    else if (parameter.in === "header") draft.headers[parameter.name.toLowerCase()] = headerText(value);
    else {
      const pair = `${parameter.name}=${encodeURIComponent(simpleText(value))}`;
      draft.headers.cookie = draft.headers.cookie === undefined ? pair : `${draft.headers.cookie}; ${pair}`;
    }
  };

  const addBody = (draft: Draft, operation: Operation) => {
    const { requestBody } = operation;
    const [first, ...others] = requestBody?.content.values() ?? [];
    if (requestBody === undefined || first === undefined) return;
    if (!random.chance(requestBody.required ? 0.97 : 0.75)) return;
    const media = random.pick([first, ...others]);
    const value = make(media.schema);
    const type = media.mediaRange
      .replace("*/*", random.pick(["application/json", "text/plain", "image/png"]))
      .replace("/*", "/html");
    draft.headers["content-type"] = type;
    if (type.includes("json")) draft.body = Buffer.from(JSON.stringify(value));
    else if (type.includes("urlencoded")) draft.body = Buffer.from(urlencodedForm(value));
    else if (type === "multipart/form-data") {
      draft.headers["content-type"] = `${type}; boundary=${BOUNDARY}`;
      draft.body = Buffer.from(multipartForm(value));
    } else draft.body = Buffer.from(textOf(value));
  };

  const mutations: readonly [(draft: Draft) => void, ...((draft: Draft) => void)[]] = [
    (draft) => void draft.query.push("unknown=1"),
    (draft) =>
      void draft.query.push(random.pick(["text=a&text=b", "count=1", "each=1", "limit=5", "limit=", "a=1"])),
    (draft) =>
      void draft.query.push(
        random.pick([
          "text=%zz",
          "text=a+b",
          "text=%E2%82",
          "text=a:b",
          "free=a:b",
          "text=a%3Ab",
          "=",
          "text",
        ]),
      ),
    (draft) =>
      void draft.query.push(
        random.pick(["deep[a]=x", "deep[b]=2", "deep[a][b]=x", "deep[c]=1", "tag[]=a", "limit[a]=1"]),
      ),
    (draft) =>
      void draft.query.push(
        random.pick([
          "spread=%7B%22width%22%3A1%7D",
          "joined=from,a,to,b",
          "joined=%7B%22from%22%3A%22a%22%7D",
          "width=x",
        ]),
      ),
    (draft) =>
      void draft.query.push(
        random.pick([
          "hollow=",
          "maybe=",
          "maybe=null",
          "text=",
          "space=a b",
          "pipe=true|false",
          "pipe=true|true",
        ]),
      ),
    (draft) =>
      void draft.query.push(random.pick(["__proto__=1", "constructor=1", "toString=1", "text[__proto__]=1"])),
    (draft) => {
      const [first, ...others] = draft.query;
      if (first !== undefined) draft.query.push(random.pick([first, ...others]));
    },
    (draft) => {
      const text = random.pick([
        "%zz",
        "%FF",
        "a+b",
        "a:b@c/d?e",
        "0x10",
        "%205",
        "1e400",
        "9007199254740993",
        "a,b",
        "a%2Bb",
        "a%2525b",
      ]);
      draft.query = draft.query.map((pair) => (random.chance(0.5) ? pair.replace(/=.*/, `=${text}`) : pair));
    },
    (draft) => {
      if (draft.path.endsWith("/objects")) draft.query = ["spread=%7B%22width%22%3A1%7D", "deep[a]=x"];
    },
    (draft) => {
      draft.headers["content-type"] ??= "application/json";
      draft.body ??= Buffer.from("{");
    },
    (draft) => {
      draft.query.reverse();
    },
    (draft) => {
      draft.query = draft.query.slice(1);
    },
    (draft) => {
      draft.headers = {
        ...draft.headers,
        "x-flag": random.pick(["true", "1", "yes", ""]),
        "x-count": random.pick(["1", "-1", "1.0", "0x1", " 2", "1e2"]),
      };
    },
    (draft) => {
      draft.headers.cookie = random.pick([
        "mood=glad; visits=0",
        "mood=grim;visits=2",
        "mood=glad; visits=x",
        "mood",
        "",
        "mood=glad; mood=sad",
        'mood="glad"',
      ]);
    },
    (draft) => {
      draft.headers["content-type"] = random.pick([
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/json;charset=UTF-8",
        "application/json; a=b",
        "application/jsonx",
        "application/json ; charset=utf-8",
      ]);
    },
    (draft) => {
      draft.headers["content-type"] = random.pick([
        "text/plain; charset=utf-8",
        "text/csv",
        "image/png",
        "*/*",
        "application/*",
        "json",
        "",
        ";",
        "application/xml",
      ]);
    },
    (draft) => {
      delete draft.headers["content-type"];
    },
    (draft) => {
      draft.body = undefined;
    },
    (draft) => {
      draft.body = Buffer.from(
        random.pick([
          "{",
          "null",
          "[]",
          "0",
          '""',
          "{}",
          " ",
          '{"a":1,"a":2}',
          '{"__proto__":{}}',
          "\ufeff{}",
          '{"name":"x"}x',
        ]),
      );
    },
    (draft) => {
      draft.body = Buffer.from(`${draft.body ?? ""}`.replace(/^{(?=")/, '{"__proto__":null,'));
    },
    (draft) => {
      const deep = `{"more":${"[".repeat(64)}${"]".repeat(64)},`;
      draft.body = Buffer.from(`${draft.body ?? ""}`.replace(/^{(?=")/, deep));
    },
    (draft) => {
      const first = random.pick(['{"name":"abc","name":"abc",', '{"a":"b","\\u0061":"b",']);
      draft.body = Buffer.from(`${draft.body ?? ""}`.replace(/^{(?=")/, first));
    },
    (draft) => {
      const wrong = random.pick([
        "age=x",
        "age=5",
        "tags=a",
        "name=",
        "name=%zz",
        "colours=a,b",
        "colours=a%2Cb",
        "size=1e0",
      ]);
      if (draft.headers["content-type"]?.includes("urlencoded"))
        draft.body = Buffer.from(`${draft.body ?? ""}&${wrong}`);
    },
    (draft) => {
      draft.body = draft.method === "PUT" ? undefined : draft.body;
    },
    (draft) => {
      draft.path = random.pick([
        `${draft.path}/`,
        draft.path.toUpperCase(),
        `${draft.path}/more`,
        draft.path.replace(/\/[^/]*$/, "/"),
      ]);
    },
  ];

  return (operation: Operation): RawRequest => {
    const draft: Draft = {
      method: operation.method.toUpperCase(),
      path: operation.path,
      query: [],
      headers: {},
      body: undefined,
    };
    for (const parameter of operation.parameters) addParameter(draft, parameter);
    addBody(draft, operation);
    for (let count = random.pick([0, 0, 0, 1, 1, 2]); count > 0; count -= 1) random.pick(mutations)(draft);
    const [basePath = ""] = contract.basePaths;
    const query = draft.query.length === 0 ? "" : `?${draft.query.join("&")}`;
    return {
      method: draft.method,
      url: `${basePath}${draft.path}${query}`,
      headers: draft.headers,
      body: draft.body,
    };
  };
}
