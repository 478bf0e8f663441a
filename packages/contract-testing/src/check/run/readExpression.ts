import { childOf, type JsonValue, parsePointer, readHeaders } from "@gatehouse/contract";
import type { CheckResponse } from "../CheckReport.ts";
import type { Draft } from "../requests/Draft.ts";
import { scalarText } from "../requests/writeParameter.ts";

/** A request and its response, as the expressions of a link see them. */
export interface LinkSource {
  readonly draft: Draft;
  readonly url: string;
  readonly response: CheckResponse;
}

/**
 * The value of a constant or of a runtime expression (OpenAPI 3.1, 4.8.20.4), also of one inside braces in a text.
 *
 * @returns `undefined` where the request or the response lacks what the expression names.
 */
export function readExpression(value: JsonValue, source: LinkSource): JsonValue | undefined {
  if (typeof value !== "string") return value;
  if (value.startsWith("$")) return evaluate(value, source);
  let isComplete = true;
  const text = value.replace(/\{(\$[^{}]+)\}/g, (_, expression: string) => {
    const found = evaluate(expression, source);
    isComplete &&= found !== undefined;
    return found === undefined ? "" : scalarText(found);
  });
  return isComplete ? text : undefined;
}

function evaluate(expression: string, { draft, url, response }: LinkSource): JsonValue | undefined {
  if (expression === "$url") return url;
  if (expression === "$method") return draft.method;
  if (expression === "$statusCode") return response.status;
  const parameter = /^\$request\.(header|query|path)\.(.+)$/.exec(expression);
  if (parameter !== null) return requestParameter(draft, parameter[1] ?? "", parameter[2] ?? "");
  const header = /^\$response\.header\.(.+)$/.exec(expression)?.[1];
  if (header !== undefined) return readHeaders(response.headers).get(header.toLowerCase())?.[0];
  const body = /^\$(request|response)\.body(?:#(.*))?$/.exec(expression);
  if (body === null) return undefined;
  const whole = body[1] === "request" ? requestBody(draft) : responseBody(response);
  return atPointer(whole, body[2] ?? "");
}

function requestParameter({ values }: Draft, location: string, name: string): JsonValue | undefined {
  const wanted = `${location} ${name}`.toLowerCase();
  return [...values].find(([key]) => key.toLowerCase() === wanted)?.[1];
}

function requestBody({ values }: Draft): JsonValue | undefined {
  return [...values].find(([key]) => key.startsWith("body "))?.[1];
}

function responseBody({ body }: CheckResponse): JsonValue | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as JsonValue;
  } catch {
    return undefined;
  }
}

function atPointer(value: JsonValue | undefined, pointer: string): JsonValue | undefined {
  return parsePointer(pointer)?.reduce<JsonValue | undefined>(childOf, value);
}
