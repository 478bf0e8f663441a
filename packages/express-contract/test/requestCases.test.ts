import { fileURLToPath } from "node:url";
import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { createSubject } from "./differential/createSubject.ts";
import type { RawRequest } from "./differential/RawRequest.ts";
import { bodyCases } from "./requestCases/bodyCases.ts";
import { edgeCases } from "./requestCases/edgeCases.ts";
import { encodingCases } from "./requestCases/encodingCases.ts";
import { formCases } from "./requestCases/formCases.ts";
import { formEncodingCases } from "./requestCases/formEncodingCases.ts";
import { cookieCases, headerCases } from "./requestCases/headerCookieCases.ts";
import { pathCases } from "./requestCases/pathCases.ts";
import { queryCases } from "./requestCases/queryCases.ts";
import { ABSENT, type DocumentedParameter, type RequestCase } from "./requestCases/RequestCase.ts";
import { typeCases, typeCases30 } from "./requestCases/typeCases.ts";
import { wholeQueryCases } from "./requestCases/wholeQueryCases.ts";

const RESPONSES = { default: { description: "Done." } };

/** Sends the text of a case through a router whose document has the one parameter. */
async function send(openapi: string, parameter: DocumentedParameter, text: string): Promise<unknown> {
  const path = parameter.in === "path" ? "/a/{p}" : "/a";
  const contract = await loadContract({
    openapi,
    info: { title: "t", version: "1" },
    paths: { [path]: { get: { parameters: [parameter], responses: RESPONSES } } },
  });
  const result = await createSubject(contract)(requestWith(parameter, text));
  if (!result.accepted) return result.status;
  const values = result.values[parameter.in as "path" | "query" | "header" | "cookie"];
  return Object.hasOwn(values, parameter.name) ? values[parameter.name] : ABSENT;
}

function requestWith(parameter: DocumentedParameter, text: string): RawRequest {
  const plain = { method: "GET", url: "/a", headers: {}, body: undefined };
  switch (parameter.in) {
    case "query":
      return { ...plain, url: text === "" ? "/a" : `/a?${text}` };
    case "path":
      return { ...plain, url: `/a/${text}` };
    case "cookie":
      return { ...plain, headers: { cookie: text } };
    default:
      return parameter.name === "X-Other"
        ? plain
        : { ...plain, headers: { [parameter.name.toLowerCase()]: text } };
  }
}

const cases = [queryCases, pathCases, headerCases, cookieCases, typeCases, edgeCases];
const rows = cases.flat().map((one: RequestCase) => ["3.1.1", ...one] as const);
const rows30 = typeCases30.map((one) => ["3.0.3", ...one] as const);

test.for([...rows, ...rows30])(
  "OpenAPI %s, by %s: the parameter %o with the text %s is %o",
  async ([openapi, , parameter, text, want]) => {
    expect(await send(openapi, parameter, text)).toEqual(want);
  },
);

test.for([...wholeQueryCases, ...formCases, ...bodyCases, ...encodingCases, ...formEncodingCases])(
  "by %s: the operation %o with the request %o gives %o",
  async ([, operation, sent, want]) => {
    const { openapi = "3.1.1", path = "", schemas = {}, ...facts } = operation;
    const contract = await loadContract({
      openapi,
      info: { title: "t", version: "1" },
      paths: { [`/a${path}`]: { post: { ...facts, responses: RESPONSES } } },
      components: { schemas },
    });
    const { query, headers = {}, type, body } = sent;
    const result = await createSubject(contract)({
      method: "POST",
      url: `/a${sent.path ?? ""}${query === undefined ? "" : `?${query}`}`,
      headers: { ...headers, ...(type !== undefined && { "content-type": type }) },
      body: body === undefined ? undefined : Buffer.from(body),
    });
    if (!result.accepted) expect([result.status, result.reason]).toEqual([want, result.reason]);
    else expect(result.values).toMatchObject(typeof want === "number" ? { rejected: want } : want);
  },
);

test("the table has at least 350 cases, each with the clause that decides", () => {
  expect(rows.length).toBeGreaterThanOrEqual(350);
  expect(rows.filter(([, clause]) => clause.length < 8)).toEqual([]);
});

test.for([
  "scope=all&username=administrator@vsphere.local",
  "scope=all&clientAddress=::1",
  "scope=all&username=Ann+Lee",
])("our own API takes the query %s", async (query) => {
  const file = fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url));
  const { document } = await loadContract(file);
  const paths = structuredClone(document.paths) as Record<string, Record<string, Record<string, unknown>>>;
  for (const item of Object.values(paths))
    for (const operation of Object.values(item)) delete operation.security;
  const ask = createSubject(await loadContract({ ...document, paths, "x-unrouted-responses": undefined }));
  const url = `/api/admin/v1/live-sessions?${query}`;
  const sent = Object.fromEntries(new URLSearchParams(query));
  expect(await ask({ method: "GET", url, headers: {}, body: undefined })).toMatchObject({
    accepted: true,
    values: { query: sent },
  });
});
