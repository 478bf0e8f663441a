import { plainText } from "../html/renderMarkdown.ts";
import type {
  BodyDoc,
  ContentDoc,
  DocsModel,
  FieldDoc,
  OperationDoc,
  OperationEntry,
  SchemaDoc,
} from "../model/DocsModel.ts";

/** Renders the page of an operation as Markdown, from the same model as its HTML. */
export function renderOperationMarkdown(operation: OperationDoc): string {
  const {
    title,
    method,
    uri,
    description,
    deprecated,
    authentication,
    parameters,
    body,
    responses,
    samples,
  } = operation;
  const alternatives = authentication.map(
    (schemes) => schemes.map(({ scheme }) => `${scheme.name} (${scheme.carrier})`).join(" and ") || "none",
  );
  return [
    `# ${title}${deprecated ? " (deprecated)" : ""}`,
    ...(description === undefined ? [] : [description.trim()]),
    fence("http", `${method.toUpperCase()} ${uri}`),
    `Authentication: ${alternatives.length === 0 ? "none" : alternatives.join("; or ")}`,
    ...(parameters.length === 0
      ? []
      : ["## Parameters", fieldLines(parameters, (field) => ` in ${"in" in field ? field.in : ""}`)]),
    ...(body === undefined ? [] : renderBody(body)),
    ...responses.flatMap(({ status, phrase, description: text, contents, headers }) => [
      `## ${status} ${phrase}`.trim(),
      text.trim(),
      ...contents.flatMap(renderContent),
      ...(headers.length === 0 ? [] : [`Headers: ${headers.map(({ name }) => `\`${name}\``).join(", ")}`]),
    ]),
    ...(samples.length === 0 ? [] : ["## Code samples"]),
    ...samples.flatMap(({ label, language, code }) => [`### ${label}`, fence(language, code)]),
    "",
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function renderBody({ required, description, contents }: BodyDoc): readonly string[] {
  return [
    `## Body (${required ? "required" : "optional"})`,
    description?.trim() ?? "",
    ...contents.flatMap(renderContent),
  ];
}

function renderContent({ mediaType, schema, examples }: ContentDoc): readonly string[] {
  const [example] = examples;
  return [
    `\`${mediaType}\`${schema === undefined ? "" : `: ${schema.structure ?? schema.type}`}`,
    ...(example === undefined ? [] : [fence(example.language, example.text)]),
    ...(schema === undefined ? [] : [schemaLines(schema, "")]),
  ];
}

function schemaLines(schema: SchemaDoc, indent: string): string {
  const variants = schema.variants.map(
    (variant) =>
      `${indent}- one of: ${variant.name} (${variant.type})\n${schemaLines(variant, `${indent}  `)}`,
  );
  return [fieldLines(schema.fields, () => "", indent), ...variants]
    .filter((text) => text.trim() !== "")
    .join("\n");
}

function fieldLines(fields: readonly FieldDoc[], note: (field: FieldDoc) => string, indent = ""): string {
  return fields
    .map((field) => {
      const { name, type, format, required, access, deprecated, constraints, allowed, description } = field;
      const facts = [
        `${type}${format === undefined ? "" : ` as ${format}`}${note(field)}`,
        required ? "required" : "optional",
        ...(access === undefined ? [] : [access]),
        ...(deprecated ? ["deprecated"] : []),
        ...constraints,
        ...(allowed.length === 0
          ? []
          : [`one of ${allowed.map((value) => JSON.stringify(value)).join(", ")}`]),
      ];
      const text = plainText(description, 400);
      const inner = schemaLines(field, `${indent}  `);
      return `${indent}- \`${name}\` (${facts.join("; ")})${text === "" ? "" : `: ${text}`}${inner === "" ? "" : `\n${inner}`}`;
    })
    .join("\n");
}

/** A fence that is longer than any run of backticks in its text. */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** The list of the Markdown pages (llmstxt.org). */
export function renderLlmsText({ title, summary, description, tags }: DocsModel): string {
  const line = ({ title: name, page, method, path }: OperationEntry) =>
    `- [${name.replaceAll(/[[\]]/g, "")}](operations/${page}.md): ${method.toUpperCase()} ${path}`;
  return [
    `# ${title}`,
    "",
    `> ${plainText(summary ?? description ?? title, 300)}`,
    "",
    "The document in one piece: [openapi.yaml](openapi.yaml), [openapi.json](openapi.json)",
    "",
    ...tags.flatMap(({ name, operations }) => [`## ${name}`, "", ...operations.map(line), ""]),
  ].join("\n");
}
