import {
  type Contract,
  childPointer,
  type Example,
  elementsOf,
  isJsonMediaType,
  isJsonObject,
  type JsonValue,
  type MediaType,
  type Operation,
  type Parameter,
  type ResponseContract,
  type ResponseHeader,
  type SchemaNode,
  type SchemaReader,
  textOf,
} from "@gatehouse/contract";
import { sampleRequestOf } from "../samples/sampleRequestOf.ts";
import { writeSamples } from "../samples/writeSamples.ts";
import { annotation, phraseOf, shownUrl } from "./annotation.ts";
import type {
  AuthenticationDoc,
  ContentDoc,
  ExampleDoc,
  GuideDoc,
  OperationDoc,
  OperationEntry,
  ParameterDoc,
  ResponseDoc,
  SampleDoc,
  SchemeDoc,
} from "./DocsModel.ts";
import { describeSchema } from "./describeSchema.ts";
import { exampleOf } from "./exampleOf.ts";

/** Options of `describeDocument`. */
export interface DescribeOptions {
  /** Texts about more than one operation, beside those that the document has under `x-guides`. */
  readonly guides?: readonly Pick<GuideDoc, "title" | "text">[];
  /** The first lines of each TypeScript sample; they make `api`, a client of openapi-fetch. */
  readonly typescriptClient?: readonly string[];
}

/** The schemas of a document in both directions. */
export interface Readers {
  readonly request: SchemaReader;
  readonly response: SchemaReader;
}

/** What the description of operations needs beside the operation. */
interface DescriberParts extends DescribeOptions {
  readonly readers: Readers;
  readonly schemes: ReadonlyMap<string, SchemeDoc>;
}

/** Makes what describes the operations of a document. */
export function createOperationDescriber(
  contract: Contract,
  parts: DescriberParts,
): (operation: Operation) => Omit<OperationDoc, keyof OperationEntry> {
  const { readers, schemes } = parts;
  return (operation) => {
    const parameters = operation.parameters.map((parameter) =>
      describeParameter(contract, parameter, readers.request),
    );
    const body = operation.requestBody;
    const contents = [...(body?.content.values() ?? [])];
    const described = contents.map((content, index) =>
      describeContent(content, {
        reader: readers.request,
        anchor: index === 0 ? "request" : `request-${index + 1}`,
      }),
    );
    const [server] = operation.servers;
    return {
      description: annotation(contract, operation, "description"),
      uri: `${server === undefined ? "" : shownUrl(server).replace(/\/$/, "")}${operation.path}`,
      authentication: operation.security.map(
        (alternative): AuthenticationDoc =>
          alternative.flatMap(({ scheme, scopes }) => {
            const known = schemes.get(scheme);
            return known === undefined ? [] : [{ scheme: known, scopes }];
          }),
      ),
      parameters,
      body: body && {
        required: body.required,
        description: annotation(contract, body, "description"),
        contents: described,
      },
      responses: [...operation.responses.values()].map((response) =>
        describeResponse(contract, response, readers.response),
      ),
      samples: samplesOf(contract, operation, { parameters, contents: described, parts }),
    };
  };
}

/** The document's own samples replace those of the same name; a webhook is called by the server, so it has none. */
function samplesOf(
  contract: Contract,
  operation: Operation,
  {
    parameters,
    contents,
    parts,
  }: {
    readonly parameters: readonly ParameterDoc[];
    readonly contents: readonly ContentDoc[];
    readonly parts: DescriberParts;
  },
): readonly SampleDoc[] {
  const given = operation.extensions["x-codeSamples"] ?? operation.extensions["x-code-samples"];
  const own = elementsOf(given).flatMap((sample): readonly SampleDoc[] => {
    const { lang, label, source } = isJsonObject(sample) ? sample : {};
    const [name, code] = [textOf(label) ?? textOf(lang), textOf(source)];
    return name === undefined || code === undefined
      ? []
      : [{ label: name, language: (textOf(lang) ?? "").toLowerCase(), code }];
  });
  const isCalled = contract.operations.get(operation.id)?.pointer === operation.pointer;
  const written = isCalled
    ? writeSamples(sampleRequestOf(contract, operation, { parameters, contents }), parts.typescriptClient)
    : [];
  return [...written.filter(({ label }) => own.every((one) => one.label !== label)), ...own];
}

function describeParameter(
  contract: Contract,
  parameter: Parameter | ResponseHeader,
  reader: SchemaReader,
): ParameterDoc {
  const { name, required, deprecated, pointer, examples } = parameter;
  const location = "in" in parameter ? parameter.in : "header";
  const anchor = `${"in" in parameter ? location : "response-header"}-${name}`.replaceAll(/\s/g, "_");
  const node = nodeOfParameter(parameter, reader);
  const schema = describeSchema(node, anchor);
  return {
    ...schema,
    name,
    anchor,
    required,
    access: undefined,
    deprecated: deprecated || schema.deprecated,
    description: annotation(contract, { pointer }, "description") ?? schema.description,
    in: location,
    example: [...examples.values()][0]?.value ?? (required ? exampleOf(node) : undefined),
  };
}

function nodeOfParameter(
  { pointer, content, schema }: Parameter | ResponseHeader,
  reader: SchemaReader,
): SchemaNode {
  const [media] = content?.values() ?? [];
  if (media?.schema !== undefined) return reader.at(childPointer(media.pointer, "schema"));
  return schema === undefined ? reader.synthetic(pointer, {}) : reader.at(childPointer(pointer, "schema"));
}

function describeResponse(contract: Contract, response: ResponseContract, reader: SchemaReader): ResponseDoc {
  const { status, description, headers, content, links } = response;
  return {
    status,
    phrase: phraseOf(status),
    description,
    headers: [...headers.values()].map((header) => {
      const doc = describeParameter(contract, header, reader);
      return { ...doc, anchor: `${status}-header-${doc.name}` };
    }),
    contents: [...content.values()].map((media, index) =>
      describeContent(media, { reader, anchor: index === 0 ? status : `${status}-${index + 1}` }),
    ),
    links: [...links.values()].flatMap(({ name, operationId }) =>
      operationId === undefined ? [] : [{ name, operationId }],
    ),
  };
}

function describeContent(
  { mediaRange, pointer, schema, examples }: MediaType,
  { reader, anchor }: { readonly reader: SchemaReader; readonly anchor: string },
): ContentDoc {
  const node = schema === undefined ? undefined : reader.at(childPointer(pointer, "schema"));
  const given = [...examples.values()].map((example) => describeExample(example, mediaRange));
  return {
    mediaType: mediaRange,
    schema: node && describeSchema(node, anchor),
    examples:
      given.length > 0 || node === undefined ? given : generateExamples(node, mediaRange, reader.direction),
  };
}

function describeExample({ name, summary, value }: Example, mediaType: string): ExampleDoc {
  return { name, summary, ...textOfExample(value, mediaType), isGenerated: false };
}

/** An example with all fields and, for a request, the smallest one. */
function generateExamples(
  node: SchemaNode,
  mediaType: string,
  direction: SchemaReader["direction"],
): readonly ExampleDoc[] {
  const make = (name: string, isSmallest: boolean): ExampleDoc => ({
    name,
    summary: undefined,
    ...textOfExample(exampleOf(node, { isSmallest }), mediaType),
    isGenerated: true,
  });
  const [all, smallest] = [make("example", false), make("smallest", true)];
  return direction === "response" || smallest.text === all.text ? [all] : [all, smallest];
}

function textOfExample(value: JsonValue, mediaType: string): Pick<ExampleDoc, "text" | "language"> {
  if (isJsonMediaType(mediaType) || typeof value !== "string") {
    return { text: JSON.stringify(value, null, 2), language: "json" };
  }
  return { text: value, language: /\bxml\b|html/.test(mediaType) ? "xml" : "plaintext" };
}
