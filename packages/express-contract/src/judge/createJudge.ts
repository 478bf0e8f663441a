import { type Contract, compileRequestChecks, type Operation } from "@gatehouse/contract";
import type { CheckedRequest } from "../request/CheckedRequest.ts";
import { parseCookies } from "../request/parseCookies.ts";
import { createCookieConverter } from "./createCookieConverter.ts";
import { createEovJudge } from "./createEovJudge.ts";
import type { RequestJudge } from "./RequestJudge.ts";

const NOTHING: CheckedRequest = Object.freeze({
  parameters: Object.freeze({
    path: Object.freeze({}),
    query: Object.freeze({}),
    header: Object.freeze({}),
    cookie: Object.freeze({}),
  }),
  contentType: undefined,
  body: undefined,
  files: undefined,
});

const NO_COOKIES = Object.freeze({});

/**
 * Makes the judge of one operation. What the compiled checks prove valid goes on; everything else goes
 * to express-openapi-validator, whose verdict is final.
 */
export function createJudge(contract: Contract, operation: Operation): RequestJudge {
  const checks = compileRequestChecks(operation);
  const askValidator = createEovJudge(contract, operation);
  const convertCookies = createCookieConverter(operation);
  const hasCookies = operation.parameters.some((parameter) => parameter.in === "cookie");
  const takesNothing = operation.parameters.length === 0 && operation.requestBody === undefined;

  const finish = (checked: CheckedRequest): CheckedRequest => {
    if (!hasCookies) return checked;
    const { parameters } = checked;
    return { ...checked, parameters: { ...parameters, cookie: convertCookies(parameters.cookie) } };
  };

  return (request) => {
    const { pathParameters, query, headers, body } = request;
    if (takesNothing && query === "") return NOTHING;
    const cookies = hasCookies ? parseCookies(headers.cookie) : NO_COOKIES;
    const contentType = body.mediaKey;
    const facts = { pathParameters, rawQuery: query, headers, cookies, contentType, body: body.value };
    const acceptance = checks.accept(facts);
    if (!acceptance.accepted) return Promise.resolve(askValidator(request)).then(finish);
    const { body: value, ...parameters } = acceptance.values;
    return finish({ parameters, contentType, body: value, files: undefined });
  };
}
