import type { Parameter, ParameterLocation } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { elementsOf, textOf } from "../json/jsonValues.ts";
import { buildContent, buildExamples } from "./buildContent.ts";
import type { Resolved, TableContext } from "./TableContext.ts";

const DEFAULT_STYLES: Readonly<Record<ParameterLocation, string>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

/** OpenAPI 3.1.1, 4.8.12.2: header parameters of these names are ignored. */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** Whether a parameter of the document has no effect, as something else in the document says what it would say. */
export function isIgnoredParameter(parameter: { readonly in: string; readonly name: string }): boolean {
  return parameter.in === "header" && IGNORED_HEADERS.has(parameter.name.toLowerCase());
}

/** Reads the parameters of an operation; its own ones win over those of its path item (OpenAPI 3.1, 4.8.10). */
export function buildParameters(
  context: TableContext,
  pathItem: Resolved,
  operation: Resolved,
): readonly Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const owner of [pathItem, operation]) {
    const seen = new Set<string>();
    for (const parameter of ownParameters(context, owner)) {
      // The names of headers have no case (RFC 9110, 5.1).
      const name = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
      const key = `${parameter.in} ${name}`;
      if (seen.has(key)) reportDuplicate(context, parameter);
      seen.add(key);
      parameters.set(key, parameter);
    }
  }
  return [...parameters.values()];
}

function ownParameters(context: TableContext, owner: Resolved): readonly Parameter[] {
  return elementsOf(owner.value.parameters).map((entry, index) =>
    buildParameter(context, context.resolve(entry, childPointer(owner.pointer, "parameters", String(index)))),
  );
}

function buildParameter(context: TableContext, resolved: Resolved): Parameter {
  const { value, pointer } = resolved;
  const location = (textOf(value.in) ?? "query") as ParameterLocation;
  const style = textOf(value.style) ?? DEFAULT_STYLES[location];
  const facts = {
    name: textOf(value.name) ?? "",
    in: location,
    required: value.required === true,
    deprecated: value.deprecated === true,
    style,
    explode: typeof value.explode === "boolean" ? value.explode : style === "form" || style === "cookie",
    allowReserved: value.allowReserved === true,
    schema: value.schema,
    content: value.content === undefined ? undefined : buildContent(context, resolved),
    examples: buildExamples(context, resolved),
  };
  return context.located(facts, pointer);
}

function reportDuplicate(context: TableContext, parameter: Parameter): void {
  context.report(parameter.pointer, {
    rule: "duplicate-parameter",
    message: `The ${parameter.in} parameter "${parameter.name}" occurs twice in one list.`,
    advice: "Remove or rename one of the two.",
  });
}
