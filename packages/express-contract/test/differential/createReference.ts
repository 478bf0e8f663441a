import { bodyKind, type Contract, cookieValues, type Operation, parseMediaType } from "@gatehouse/contract";
import express, { type NextFunction, type Request, type Response } from "express";
import * as OpenApiValidator from "express-openapi-validator";
import { injectRequest } from "./injectRequest.ts";
import type { RawRequest } from "./RawRequest.ts";
import type { ValidatorResult } from "./ValidatorResult.ts";

type Validate = (request: RawRequest, operation: Operation) => Promise<ValidatorResult>;

const settle = new WeakMap<object, (result: ValidatorResult) => void>();

function named(operation: Operation, location: string, values: object): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const { name, in: at } of operation.parameters) {
    const value: unknown = Reflect.get(values, location === "header" ? name.toLowerCase() : name);
    if (at === location && value !== undefined) picked[name] = value;
  }
  return picked;
}

function isText(contentType: string | undefined): boolean {
  return bodyKind(parseMediaType(contentType ?? "")?.essence ?? "") === "text";
}

/** Makes express-openapi-validator, set up as its documentation shows, the validator of a whole document. */
export function createReference(contract: Contract): Validate {
  const app = express();
  app.use((req: Request, _res: Response, next: NextFunction) => {
    req.cookies = Object.fromEntries(cookieValues(req.headers.cookie));
    next();
  });
  app.use(express.json({ type: ["*/json", "*/*+json"], strict: false }));
  app.use(
    express.urlencoded({ extended: false }),
    express.text({ type: ({ headers }) => isText(headers["content-type"]) }),
    express.raw({ type: ({ headers }) => !/^(multipart|$)/.test(headers["content-type"] ?? "") }),
  );
  app.use(
    OpenApiValidator.middleware({
      apiSpec: structuredClone(contract.document) as never,
      validateApiSpec: false,
      validateRequests: true,
      validateResponses: false,
      validateSecurity: false,
    }),
  );
  app.use((req: Request) => settle.get(req)?.({ accepted: true, values: req as never }));
  app.use(
    // biome-ignore lint/complexity/useMaxParams: Express knows error handlers by their four parameters.
    (error: { status?: number; message: string }, req: Request, _res: Response, _next: NextFunction) => {
      settle.get(req)?.({ accepted: false, status: error.status ?? 500, reason: error.message });
    },
  );
  return (request, operation) =>
    new Promise((resolve) => {
      injectRequest((req, res) => {
        settle.set(req, (result) => {
          if (!result.accepted) return resolve(result);
          const { query, headers, cookies, body } = req as Request;
          // Express empties `params` on the way to a handler of its own; these are the checked ones.
          const params = (req as Request & { openapi?: { pathParams: object } }).openapi?.pathParams ?? {};
          resolve({
            accepted: true,
            values: {
              path: named(operation, "path", params),
              query: named(operation, "query", query),
              header: named(operation, "header", headers),
              cookie: named(operation, "cookie", cookies),
              body: operation.requestBody === undefined ? undefined : body,
            },
          });
        });
        app(req as Request, res as Response);
      }, request);
    });
}
