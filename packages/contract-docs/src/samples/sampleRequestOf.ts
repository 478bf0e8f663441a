import {
  type Contract,
  isJsonMediaType,
  isJsonObject,
  type JsonValue,
  type Operation,
  type SecurityScheme,
} from "@gatehouse/contract";
import type { ContentDoc, CredentialDoc, ParameterDoc, SampleRequest } from "../model/DocsModel.ts";

const BOUNDARY = "sample-boundary";

/** What is known of an operation's input. */
interface Input {
  readonly parameters: readonly ParameterDoc[];
  readonly contents: readonly ContentDoc[];
}

/**
 * The smallest useful request of an operation: its required parameters, the first example of its body, the first of its
 * ways to authenticate. Secrets and values of the path come from the environment.
 */
export function sampleRequestOf(
  contract: Contract,
  operation: Operation,
  { parameters, contents }: Input,
): SampleRequest {
  const required = parameters.filter(
    ({ in: location, required: isNeeded }) => isNeeded || location === "path",
  );
  const [content] = contents;
  const alternative = operation.security.find((schemes) => schemes.length > 0) ?? [];
  const isOptional = operation.security.some((schemes) => schemes.length === 0);
  const credentials = isOptional ? [] : alternative.map(({ scheme }) => contract.securitySchemes.get(scheme));
  const body = content === undefined ? undefined : writeBody(content);
  return {
    method: operation.method.toUpperCase(),
    path: operation.path,
    pathVariables: required
      .filter((parameter) => parameter.in === "path")
      .map(({ name }) => ({ name, variable: variableName(name) })),
    query: queryOf(
      operation,
      required.filter((parameter) => parameter.in === "query"),
    ),
    headers: [
      ...required
        .filter((parameter) => parameter.in === "header")
        .map(({ name, example }) => ({ name, value: headerText(example) })),
      ...(body === undefined ? [] : [{ name: "content-type", value: body.mediaType }]),
    ],
    body: body?.text,
    credentials: credentials.flatMap((scheme) => (scheme === undefined ? [] : credentialOf(scheme))),
    baseUrl: baseUrlOf(operation),
  };
}

/** The name of an environment variable: `X_API_KEY` for `x-api-key`, `SESSION_ID` for `sessionId`. */
export function variableName(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/\W+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const upper = words.toUpperCase() || "VALUE";
  // Names that shells and systems use for something else would change how the sample runs.
  const isTaken = /^(?:\d|PATH$|HOME$|USER$|SHELL$|PWD$|LANG$|TMP|TEMP|NODE_|LD_|GO)/.test(upper);
  return isTaken ? `API_${upper}` : upper;
}

function baseUrlOf({ servers }: Operation): string {
  const [server] = servers;
  if (server === undefined) return "https://api.example.com";
  const filled = server.url.replaceAll(
    /\{([^{}]+)\}/g,
    (text, name: string) => server.variables.get(name) || text,
  );
  const url = /^[a-z][a-z\d+.-]*:/i.test(filled)
    ? filled
    : `https://api.example.com/${filled.replace(/^\/+/, "")}`;
  return url.replace(/\/+$/, "");
}

function credentialOf({
  name,
  type,
  in: location,
  parameterName,
  scheme,
}: SecurityScheme): readonly CredentialDoc[] {
  const variable = variableName(name);
  if (type === "mutualTLS") return [];
  if (type === "apiKey")
    return [{ in: location ?? "header", name: parameterName ?? name, prefix: "", variable }];
  const kind = type === "http" ? (scheme ?? "bearer") : "bearer";
  return [
    {
      in: "header",
      name: "Authorization",
      prefix: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} `,
      variable,
    },
  ];
}

function headerText(value: JsonValue | undefined): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "text");
  return text.replaceAll(/[^\t\x20-\x7e]/g, "?");
}

/** Writes the parameters of the query as their style asks (OpenAPI 3.1.1, 4.8.12.4). */
function queryOf({ parameters }: Operation, needed: readonly ParameterDoc[]): string {
  const pairs = needed.flatMap(({ name, example = "text" }) => {
    const { style = "form", explode = true } =
      parameters.find((one) => one.in === "query" && one.name === name) ?? {};
    return pairsOf(name, example, { style, explode });
  });
  return pairs.length === 0
    ? ""
    : `?${pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&")}`;
}

function pairsOf(
  name: string,
  value: JsonValue,
  { style, explode }: { readonly style: string; readonly explode: boolean },
): readonly (readonly [string, string])[] {
  const text = (one: JsonValue) => (typeof one === "string" ? one : JSON.stringify(one));
  if (Array.isArray(value)) {
    const separator = style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";
    return explode
      ? value.map((one: JsonValue) => [name, text(one)])
      : [[name, value.map(text).join(separator)]];
  }
  if (!isJsonObject(value)) return [[name, text(value)]];
  const entries = Object.entries(value);
  if (style === "deepObject") return entries.map(([key, one]) => [`${name}[${key}]`, text(one)]);
  return explode
    ? entries.map(([key, one]) => [key, text(one)])
    : [[name, entries.flat().map(text).join(",")]];
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("'", "%27");
}

interface Body {
  readonly mediaType: string;
  readonly text: string;
}

function writeBody({ mediaType, examples }: ContentDoc): Body | undefined {
  const example = examples.find(({ name, isGenerated }) => isGenerated && name === "smallest") ?? examples[0];
  if (example === undefined) return undefined;
  const concrete = mediaType.includes("*") ? "application/octet-stream" : mediaType;
  if (isJsonMediaType(concrete) || example.language !== "json")
    return { mediaType: concrete, text: example.text };
  const value = JSON.parse(example.text) as JsonValue;
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  const text = (one: JsonValue) => (typeof one === "string" ? one : JSON.stringify(one));
  if (concrete.startsWith("multipart/")) {
    const parts = entries.map(
      ([name, one]) =>
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text(one)}\r\n`,
    );
    return { mediaType: `${concrete}; boundary=${BOUNDARY}`, text: `${parts.join("")}--${BOUNDARY}--\r\n` };
  }
  if (concrete === "application/x-www-form-urlencoded") {
    return {
      mediaType: concrete,
      text: entries.map(([name, one]) => `${encode(name)}=${encode(text(one))}`).join("&"),
    };
  }
  return { mediaType: concrete, text: example.text };
}
