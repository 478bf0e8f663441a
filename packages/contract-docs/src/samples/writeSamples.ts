import { isJsonMediaType, isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { CredentialDoc, SampleDoc, SampleRequest } from "../model/DocsModel.ts";

/** The methods of openapi-fetch. */
const CLIENT_METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
const GENERATED_CLIENT = [
  'import createClient from "openapi-fetch";',
  'import type { paths } from "./schema.ts"; // npx openapi-typescript openapi.yaml --output schema.ts',
  "",
  'const api = createClient<paths>({ baseUrl: process.env.API_URL ?? "" });',
];

/**
 * Writes the samples of a request. Each is a whole program that prints status and body; addresses, secrets and values of
 * the path come from environment variables, so that a sample runs as it is and no secret stands in it.
 */
export function writeSamples(
  request: SampleRequest,
  typescriptClient = GENERATED_CLIENT as readonly string[],
): readonly SampleDoc[] {
  return [
    { label: "curl", language: "bash", code: writeCurl(request) },
    { label: "TypeScript", language: "typescript", code: writeTypescript(request, typescriptClient) },
    { label: "Python", language: "python", code: writePython(request) },
    { label: "Go", language: "go", code: writeGo(request) },
    { label: "PowerShell", language: "powershell", code: writePowershell(request) },
  ];
}

/** What has to be set before a sample runs. */
function variablesOf({ baseUrl, pathVariables, credentials }: SampleRequest): string {
  const secrets = new Set(credentials.map(({ variable }) => variable));
  return [`API_URL=${baseUrl}`, ...secrets, ...pathVariables.map(({ variable }) => variable)].join(", ");
}

function noteOf(request: SampleRequest, comment: string): string {
  return `${comment} Set first: ${variablesOf(request).replaceAll(/\s/g, " ")}`;
}

/** A part of an address: text as it is, or the value of an environment variable. */
type Part = { readonly text: string } | { readonly variable: string; readonly isPath: boolean };

/** The address after the base, with what comes from the environment. */
function addressOf({ path, pathVariables, query, credentials }: SampleRequest): readonly Part[] {
  const parts = path.split(/(\{[^{}]+\})/).flatMap((text): readonly Part[] => {
    const variable = pathVariables.find(({ name }) => text === `{${name}}`)?.variable;
    if (variable !== undefined) return [{ variable, isPath: true }];
    return text === "" ? [] : [{ text: encodeURI(text).replaceAll("'", "%27") }];
  });
  const secrets = credentials.filter((credential) => credential.in === "query");
  const pairs = secrets.flatMap(({ name, variable }, index): readonly Part[] => [
    { text: `${query === "" && index === 0 ? "?" : "&"}${encodeURIComponent(name)}=` },
    { variable, isPath: false },
  ]);
  return [...parts, ...(query === "" ? [] : [{ text: query }]), ...pairs];
}

/** A header whose value ends in an environment variable, if it has one. */
interface Header {
  readonly name: string;
  readonly text: string;
  readonly variable: string | undefined;
}

function headersOf({ headers, credentials }: SampleRequest): readonly Header[] {
  const secret = ({ in: location, name, prefix, variable }: CredentialDoc): readonly Header[] => {
    if (location === "query") return [];
    return location === "cookie"
      ? [{ name: "cookie", text: `${name}=`, variable }]
      : [{ name, text: prefix, variable }];
  };
  return [
    ...credentials.flatMap(secret),
    ...headers.map(({ name, value }) => ({ name, text: value, variable: undefined })),
  ];
}

function writeCurl(request: SampleRequest): string {
  const quote = (text: string) => text.replaceAll(/["$`\\]/g, "\\$&");
  const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const address = addressOf(request).map((part) =>
    "text" in part ? quote(part.text) : `$\{${part.variable}}`,
  );
  const { method, body } = request;
  const verb = method === "HEAD" ? "--head" : `-X ${method}`;
  const headers = headersOf(request).map(({ name, text, variable }) =>
    variable === undefined
      ? `-H ${single(`${name}: ${text}`)}`
      : `-H "${quote(`${name}: ${text}`)}$${variable}"`,
  );
  const data = body === undefined ? [] : [`--data-raw ${single(body)}`];
  const lines = [
    `curl ${verb} "$API_URL${address.join("").replaceAll(/\$\{(\w+)\}(?!\w)/g, "$$$1")}"`,
    ...headers,
    ...data,
  ];
  return [noteOf(request, "#"), lines.join(" \\\n  ")].join("\n");
}

function writeTypescript(request: SampleRequest, client: readonly string[]): string {
  const { method, path, pathVariables, query, headers, body } = request;
  const mediaType = headers.find(({ name }) => name === "content-type")?.value;
  const isJson = mediaType === undefined || isJsonMediaType(mediaType);
  const variables = [...new Set([...pathVariables, ...request.credentials].map(({ variable }) => variable))];
  const environment =
    variables.length === 0
      ? []
      : [`const { ${variables.map((name) => `${name} = ""`).join(", ")} } = process.env;`];
  const isQueryPlain = request.credentials.every((one) => one.in !== "query") && query === "";
  if (!CLIENT_METHODS.includes(method) || !isJson || !isQueryPlain) return writeFetch(request, environment);
  const sent = headersOf(request).filter(({ name }) => name !== "content-type");
  const members = [
    ...(pathVariables.length === 0
      ? []
      : [
          `params: { path: { ${pathVariables.map(({ name, variable }) => `${propertyName(name)}: ${variable}`).join(", ")} } },`,
        ]),
    ...(sent.length === 0 ? [] : [`headers: { ${sent.map(typescriptHeader).join(", ")} },`]),
    ...(body === undefined ? [] : [`body: ${body.replaceAll("\n", "\n  ")},`]),
  ];
  const options = members.length === 0 ? "" : `, {\n${members.map((line) => `  ${line}\n`).join("")}}`;
  return [
    noteOf(request, "//"),
    ...client,
    ...environment,
    `const { response, ${method === "HEAD" ? "" : "data, "}error } = await api.${method}(${JSON.stringify(path)}${options});`,
    `console.log(response.status, ${method === "HEAD" ? "error" : "data ?? error"});`,
  ].join("\n");
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function typescriptHeader({ name, text, variable }: Header): string {
  if (variable === undefined) return `${propertyName(name)}: ${JSON.stringify(text)}`;
  return `${propertyName(name)}: ${text === "" ? variable : `\`${text.replaceAll(/[`\\$]/g, "\\$&")}$\{${variable}}\``}`;
}

/** What a typed client has no words for: other methods, other media types, and queries that are written already. */
function writeFetch(request: SampleRequest, environment: readonly string[]): string {
  const address = addressOf(request).map((part) => {
    if ("text" in part) return part.text.replaceAll(/[`\\$]/g, "\\$&");
    return `$\{encodeURIComponent(${part.variable})}`;
  });
  const headers = headersOf(request);
  return [
    noteOf(request, "//"),
    ...environment,
    `const response = await fetch(\`$\{process.env.API_URL}${address.join("")}\`, {`,
    `  method: ${JSON.stringify(request.method)},`,
    ...(headers.length === 0 ? [] : [`  headers: { ${headers.map(typescriptHeader).join(", ")} },`]),
    ...(request.body === undefined ? [] : [`  body: ${JSON.stringify(request.body)},`]),
    "});",
    "console.log(response.status, await response.text());",
  ].join("\n");
}

function writePython(request: SampleRequest): string {
  const { method, body, headers } = request;
  const address = addressOf(request).map((part) => {
    if ("text" in part) return JSON.stringify(part.text);
    return `quote(os.environ["${part.variable}"], safe="")`;
  });
  const usesQuote = addressOf(request).some((part) => "variable" in part);
  const mediaType = headers.find(({ name }) => name === "content-type")?.value ?? "";
  const isJson = body !== undefined && isJsonMediaType(mediaType);
  const lines = headersOf(request).map(({ name, text, variable }) => {
    const literal = text === "" && variable !== undefined ? [] : [JSON.stringify(text)];
    return `    ${JSON.stringify(name)}: ${[...literal, ...(variable === undefined ? [] : [`os.environ["${variable}"]`])].join(" + ")},`;
  });
  const data = isJson
    ? `json.dumps(${pythonLiteral(JSON.parse(body) as JsonValue, "")}).encode()`
    : `${JSON.stringify(body)}.encode()`;
  return [
    noteOf(request, "#"),
    ...(isJson ? ["import json"] : []),
    "import os",
    "import urllib.error",
    "import urllib.request",
    ...(usesQuote ? ["from urllib.parse import quote"] : []),
    "",
    `url = ${['os.environ["API_URL"]', ...address].join(" + ")}`,
    ...(lines.length === 0 ? [] : ["headers = {", ...lines, "}"]),
    ...(body === undefined ? [] : [`data = ${data}`]),
    `request = urllib.request.Request(url, ${body === undefined ? "" : "data=data, "}${lines.length === 0 ? "" : "headers=headers, "}method="${method}")`,
    "try:",
    "    with urllib.request.urlopen(request) as response:",
    "        print(response.status, response.read().decode())",
    "except urllib.error.HTTPError as error:",
    "    print(error.code, error.read().decode())",
  ].join("\n");
}

function pythonLiteral(value: JsonValue, indent: string): string {
  const inner = `${indent}    `;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map((one: JsonValue) => pythonLiteral(one, inner)).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, one]) => `${inner}${JSON.stringify(name)}: ${pythonLiteral(one, inner)},\n`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join("")}${indent}}`;
}

const GO_CHECK = ["\tif err != nil {", "\t\tlog.Fatal(err)", "\t}"];

function goHeader({ name, text, variable }: Header): string {
  const parts = text === "" && variable !== undefined ? [] : [JSON.stringify(text)];
  const value = variable === undefined ? parts : [...parts, `os.Getenv("${variable}")`];
  return `\trequest.Header.Set(${JSON.stringify(name)}, ${value.join("+")})`;
}

function writeGo(request: SampleRequest): string {
  const { method, body } = request;
  const literal = (text: string) =>
    text.includes("`") || text.includes("\r") ? JSON.stringify(text) : `\`${text}\``;
  const address = addressOf(request).map((part) => {
    if ("text" in part) return JSON.stringify(part.text);
    return `url.${part.isPath ? "PathEscape" : "QueryEscape"}(os.Getenv("${part.variable}"))`;
  });
  const usesUrl = addressOf(request).some((part) => "variable" in part);
  const headers = headersOf(request).map(goHeader);
  const packages = [
    "fmt",
    "io",
    "log",
    "net/http",
    ...(usesUrl ? ["net/url"] : []),
    "os",
    ...(body === undefined ? [] : ["strings"]),
  ];
  return [
    noteOf(request, "//"),
    "package main",
    "",
    "import (",
    ...packages.map((name) => `\t"${name}"`),
    ")",
    "",
    "func main() {",
    `\taddress := ${['os.Getenv("API_URL")', ...address].join(" + ")}`,
    ...(body === undefined ? [] : [`\tbody := strings.NewReader(${literal(body)})`]),
    `\trequest, err := http.NewRequest("${method}", address, ${body === undefined ? "nil" : "body"})`,
    ...GO_CHECK,
    ...headers,
    "\tresponse, err := http.DefaultClient.Do(request)",
    ...GO_CHECK,
    "\tdefer response.Body.Close()",
    "\ttext, err := io.ReadAll(response.Body)",
    ...GO_CHECK,
    "\tfmt.Println(response.StatusCode, string(text))",
    "}",
  ].join("\n");
}

function writePowershell(request: SampleRequest): string {
  const { method, body, headers } = request;
  const quote = (text: string) => text.replaceAll(/[`"$]/g, "`$&");
  const address = addressOf(request).map((part) => {
    if ("text" in part) return quote(part.text);
    return `$([uri]::EscapeDataString($env:${part.variable}))`;
  });
  const mediaType = headers.find(({ name }) => name === "content-type")?.value;
  const sent = headersOf(request).filter(({ name }) => name !== "content-type");
  const entries = sent.map(
    ({ name, text, variable }) =>
      `"${quote(name)}" = "${quote(text)}${variable === undefined ? "" : `$\{env:${variable}}`}"`,
  );
  const known = ["DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"].includes(
    method,
  );
  const words = [
    `Invoke-WebRequest -${known ? "Method" : "CustomMethod"} ${method} -Uri "$\{env:API_URL}${address.join("")}"`,
    ...(entries.length === 0 ? [] : [`-Headers @{ ${entries.join("; ")} }`]),
    ...(mediaType === undefined ? [] : [`-ContentType "${quote(mediaType)}"`]),
    ...(body === undefined ? [] : ["-Body $body"]),
    "-SkipHttpErrorCheck",
  ];
  return [
    noteOf(request, "#"),
    ...(body === undefined ? [] : ["$body = @'", body, "'@"]),
    `$response = ${words.join(" `\n  ")}`,
    '"$($response.StatusCode) $($response.Content)"',
  ].join("\n");
}
