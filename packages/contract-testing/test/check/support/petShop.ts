import { type Contract, loadContract } from "@gatehouse/contract";
import type { FixtureRequest, FixtureResponse } from "./FixtureServer.ts";

/** A small document: one operation to read, one to write, one to sign out with a token that is then used up. */
export async function petShop(waivers: readonly object[] = [], key = "x-waivers"): Promise<Contract> {
  const response = (status: string, schema: object) => ({
    [status]: { description: "d", content: { "application/json": { schema } } },
  });
  const problem = { type: "object", required: ["message"], properties: { message: { type: "string" } } };
  const pet = { type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 8 } } };
  const limit = { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 9 } };
  return await loadContract({
    openapi: "3.1.0",
    info: { title: "Pet shop", version: "1" },
    paths: {
      "/pets": {
        get: {
          operationId: "listPets",
          parameters: [limit],
          responses: { ...response("200", { type: "array", items: pet }), ...response("400", problem) },
          [key]: waivers,
        },
        post: {
          operationId: "addPet",
          requestBody: { required: true, content: { "application/json": { schema: pet } } },
          responses: { ...response("201", pet), ...response("400", problem), ...response("415", problem) },
        },
      },
      "/session": {
        delete: {
          operationId: "signOut",
          security: [{ key: [] }],
          responses: { ...response("200", {}), ...response("401", problem) },
        },
      },
    },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  });
}

/** What the shop does otherwise than its document says. */
export interface ShopFaults {
  /** Longer names get a 500. */
  readonly longestName?: number;
  /** The status of every list. */
  readonly listStatus?: number;
}

/** Keeps shop; `keys` are the tokens that are still good. */
export function keepShop(
  keys: Set<string> = new Set(),
  { longestName = 8, listStatus = 200 }: ShopFaults = {},
): (request: FixtureRequest) => FixtureResponse {
  return (request) => {
    const { method, path } = request;
    if (path === "/session" && method === "DELETE") {
      return keys.delete(request.headers["x-key"] ?? "") ? json(200, {}) : json(401, { message: "who?" });
    }
    if (path === "/pets" && (method === "GET" || method === "HEAD")) {
      const limit = /^limit=(-?\d+)$/.exec(request.query)?.[1] ?? (request.query === "" ? "1" : "0");
      const isFine = Number(limit) >= 1 && Number(limit) <= 9;
      const list = isFine ? json(listStatus, [{ name: "Rex" }]) : json(400, { message: "limit" });
      return method === "HEAD" ? { ...list, body: undefined } : list;
    }
    if (path === "/pets" && method === "POST") return addPet(request, longestName);
    const allow = path === "/pets" ? "GET, POST" : "DELETE";
    return { ...json(405, { message: "method" }), headers: { "content-type": "application/json", allow } };
  };
}

function addPet({ headers, body }: FixtureRequest, longestName: number): FixtureResponse {
  if (headers["content-type"] !== "application/json") return json(415, { message: "type" });
  let name: unknown;
  try {
    name = (JSON.parse(body) as { name?: unknown } | null)?.name;
  } catch {
    return json(400, { message: "JSON" });
  }
  const { length } = typeof name === "string" ? [...name] : { length: 99 };
  if (length > 8) return json(400, { message: "name" });
  return length > longestName ? json(500, { message: "oops" }) : json(201, { name });
}

function json(status: number, value: unknown): FixtureResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
