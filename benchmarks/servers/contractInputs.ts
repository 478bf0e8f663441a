import { createServer } from "node:http";
import express from "express";
import { loadContract } from "../../packages/contract/src/index.ts";
import {
  type Binding,
  createContractRouter,
  messageClassesOf,
} from "../../packages/express-contract/src/index.ts";
import { announce } from "../service.ts";

/** The contract router with JSON, forms and styled parameters: the handlers return what they get. */
const schema = {
  type: "object",
  required: ["name", "n"],
  additionalProperties: false,
  properties: {
    name: { type: "string", maxLength: 20 },
    n: { type: "integer", minimum: 1 },
    ok: { type: "boolean" },
    tags: { type: "array", items: { type: "string" } },
  },
};
const filter = {
  type: "object",
  properties: { state: { enum: ["open", "closed"] }, size: { type: "integer" } },
};
const numbers = { type: "array", items: { type: "integer" } };
const responses = { 200: { description: "What came.", content: { "application/json": {} } } };
const post = (operationId: string, ...mediaTypes: readonly string[]) => {
  const content = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
  return { post: { operationId, requestBody: { required: true, content }, responses } };
};

const contract = await loadContract({
  openapi: "3.1.1",
  info: { title: "Inputs", version: "1" },
  paths: {
    "/json": post("json", "application/json"),
    "/form": post("form", "application/x-www-form-urlencoded", "multipart/form-data"),
    "/styled/{path}": {
      get: {
        operationId: "styled",
        parameters: [
          { name: "path", in: "path", required: true, style: "label", explode: true, schema: numbers },
          { name: "ids", in: "query", explode: false, schema: numbers },
          { name: "filter", in: "query", style: "deepObject", explode: true, schema: filter },
          { name: "q", in: "query", schema: { type: "string" } },
        ],
        responses,
      },
    },
  },
});

interface AnyBinding extends Binding {
  providedHeaders: never;
}

const body = async (request: { body: unknown }) => ({ status: 200, body: request.body });
const router = createContractRouter<AnyBinding>({
  contract,
  operations: {
    json: body,
    form: body,
    styled: async (request: { parameters: unknown }) => ({ status: 200, body: request.parameters }),
  } as never,
  security: {} as never,
  createContext: () => undefined,
  errorResponse: ({ error }) => {
    process.stderr.write(`${error.message} ${String(error.cause ?? "")}\n`);
    return { status: error.status };
  },
});
const app = express().disable("x-powered-by").disable("etag").set("query parser", false).use(router);
const server = createServer({ ...messageClassesOf(app) }, app);
server.listen(0, "127.0.0.1", () => announce(server));
