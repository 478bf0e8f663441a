import type { JsonObject } from "../Contract.ts";
import { isObject, textOf } from "../json/jsonValues.ts";
import type { BundleContext } from "./BundleContext.ts";
import type { PlainKind } from "./objectShapes.ts";
import type { SourcePlace } from "./SourcePlace.ts";

interface Checked {
  readonly context: BundleContext;
  readonly value: JsonObject;
  readonly place: SourcePlace;
}

type Check = (checked: Checked) => void;

/** The rules of a kind of object that its list of fields cannot say. */
export function checkObject(
  context: BundleContext,
  kind: PlainKind,
  { value, place }: { readonly value: JsonObject; readonly place: SourcePlace },
): void {
  CHECKS[kind]?.({ context, value, place });
}

const CHECKS: Readonly<Partial<Record<PlainKind, Check>>> = {
  document: (checked) => {
    const { context, value } = checked;
    if (!context.is31) return requireFields(checked, ["paths"]);
    if (value.paths ?? value.webhooks ?? value.components) return;
    requireFields(checked, ["paths"]);
  },
  operation: (checked) => {
    if (!checked.context.is31) requireFields(checked, ["responses"]);
  },
  parameter: (checked) => {
    requireOneOf(checked, "in", ["query", "header", "path", "cookie"]);
    checkSerialisation(checked);
    checkStyle(checked);
    const { context, value, place } = checked;
    if (value.in !== "path" || value.required === true) return;
    context.report(place, {
      rule: "missing-field",
      message: `The path parameter "${textOf(value.name) ?? ""}" is not marked as required.`,
      advice: 'Add "required: true": a path without the parameter would be another path.',
    });
  },
  header: (checked) => checkSerialisation(checked),
  mediaType: (checked) => exclude(checked, "example", "examples"),
  example: (checked) => exclude(checked, "value", "externalValue"),
  link: (checked) => {
    exclude(checked, "operationId", "operationRef");
    const { value } = checked;
    if (value.operationId === undefined && value.operationRef === undefined) {
      requireFields(checked, ["operationId"]);
    }
  },
  securityScheme: (checked) => {
    requireOneOf(checked, "type", ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]);
    const { type } = checked.value;
    if (type === "apiKey") {
      requireFields(checked, ["name", "in"]);
      requireOneOf(checked, "in", ["query", "header", "cookie"]);
    }
    if (type === "http") requireFields(checked, ["scheme"]);
    if (type === "oauth2") requireFields(checked, ["flows"]);
    if (type === "openIdConnect") requireFields(checked, ["openIdConnectUrl"]);
  },
};

function requireFields({ context, value, place }: Checked, names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(value, name)) continue;
    context.report(place, {
      rule: "missing-field",
      message: `The field "${name}" is missing here.`,
      advice: `Add "${name}".`,
    });
  }
}

function requireOneOf({ context, value, place }: Checked, name: string, allowed: readonly string[]): void {
  const actual = value[name];
  if (typeof actual !== "string" || allowed.includes(actual)) return;
  context.report(place.child(name), {
    rule: "invalid-value",
    message: `"${actual}" is no value of "${name}".`,
    advice: `Write one of ${allowed.join(", ")}.`,
  });
}

function exclude({ context, value, place }: Checked, one: string, other: string): void {
  if (value[one] === undefined || value[other] === undefined) return;
  context.report(place.child(other), {
    rule: "conflicting-fields",
    message: `"${one}" and "${other}" exclude each other.`,
    advice: "Remove one of the two.",
  });
}

function checkSerialisation(checked: Checked): void {
  const { context, value, place } = checked;
  exclude(checked, "example", "examples");
  exclude(checked, "schema", "content");
  if (isObject(value.content) && Object.keys(value.content).length !== 1) {
    context.report(place.child("content"), {
      rule: "invalid-value",
      message: "The content of a parameter or header holds exactly one media type.",
      advice: "Keep one media type.",
    });
  }
  if (value.schema !== undefined || value.content !== undefined) return;
  context.report(place, {
    rule: "missing-field",
    message: 'Neither "schema" nor "content" says what the value looks like.',
    advice: 'Add a "schema".',
  });
}

const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

function checkStyle(checked: Checked): void {
  const allowed = STYLES[textOf(checked.value.in) ?? ""];
  if (allowed !== undefined) requireOneOf(checked, "style", allowed);
}
