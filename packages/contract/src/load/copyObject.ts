import type { JsonObject, JsonValue } from "../Contract.ts";
import { describeType, isList, isObject, setOwn } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import { checkObject } from "./checkObject.ts";
import { copyExtension } from "./copyExtension.ts";
import {
  COMPONENT_NAME,
  type FieldRule,
  OBJECT_SHAPES,
  type ObjectKind,
  type ObjectShape,
  type PlainKind,
} from "./objectShapes.ts";

/** Checks an object against the shape of its kind and copies it. */
export function copyObject(context: BundleContext, kind: PlainKind, source: SourceValue): JsonValue {
  const { value, node } = source;
  if (!isObject(value)) {
    context.report(node, {
      rule: "wrong-type",
      message: `This is ${describeType(value)}, but this location takes ${readable(kind)}, an object.`,
      advice: "Write an object with the fields of its kind.",
    });
    return value;
  }
  const shape = OBJECT_SHAPES[kind];
  const copy: Record<string, JsonValue> = {};
  context.remember(copy, node);
  for (const [key, child] of Object.entries(value)) {
    const name = kind === "securityRequirement" ? schemeName(context, key, node) : key;
    const field = { kind, shape, key: name };
    const copied = copyField(context, field, { value: child, node: node.child(key) });
    const before = Object.hasOwn(copy, name) ? copy[name] : undefined;
    // A requirement may have a scheme by name and by address: the scopes of both are required.
    setOwn(copy, name, isList(before) && isList(copied) ? [...before, ...copied] : copied);
  }
  reportMissing(context, kind, { value, node });
  checkObject(context, kind, { value, node });
  return copy;
}

/** A requirement names a scheme of the components, or since OpenAPI 3.2 has its address (3.2.0, 4.30). */
function schemeName(context: BundleContext, key: string, node: SourceValue["node"]): string {
  if (!context.is32 || COMPONENT_NAME.test(key)) return key;
  const target = context.resolve(key, node);
  if (typeof target === "string") return key;
  return SCHEME_ADDRESS.exec(context.referenceTo("securityScheme", target))?.[1] ?? key;
}

const SCHEME_ADDRESS = /^#\/components\/securitySchemes\/([^/]+)$/;

interface Field {
  readonly kind: PlainKind;
  readonly shape: ObjectShape;
  readonly key: string;
}

function copyField(context: BundleContext, field: Field, source: SourceValue): JsonValue {
  const rule = ruleOf(context, field);
  // A reference that is no text has been reported as that.
  if (field.key === "$ref" && typeof source.value !== "string") return source.value;
  if (rule !== undefined) return context.copy(rule, source);
  if (field.key.startsWith("x-")) return copyExtension(context, source);
  context.report(source.node, unknownField(context, field));
  return source.value;
}

function ruleOf(context: BundleContext, { shape, key }: Field): FieldRule | undefined {
  const known = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
  if (known !== undefined) return newerVersion(context, shape, key) === undefined ? known : undefined;
  if (shape.others === undefined || (key.startsWith("x-") && !shape.otherKeys?.test(key))) return undefined;
  return (shape.otherKeys?.test(key) ?? true) ? shape.others : undefined;
}

/** The version of OpenAPI that a field came with, where it is newer than the document. */
function newerVersion(context: BundleContext, shape: ObjectShape, key: string): string | undefined {
  if (!context.is31 && shape.since31?.includes(key)) return "3.1.1";
  return !context.is32 && shape.since32?.includes(key) ? "3.2.0" : undefined;
}

function unknownField(context: BundleContext, { kind, shape, key }: Field) {
  const rule = "unknown-field" as const;
  if (kind === "paths") {
    return { rule, message: `The path "${key}" has no slash in front.`, advice: `Write "/${key}".` };
  }
  if (kind === "responses") {
    return {
      rule,
      message: `"${key}" is not a status.`,
      advice: 'Write a status ("200"), a range ("2XX") or "default".',
    };
  }
  const since = newerVersion(context, shape, key);
  if (since !== undefined) {
    return {
      rule,
      message: `${capitalised(readable(kind))} has the field "${key}" only since OpenAPI ${since.slice(0, 3)}.`,
      advice: `Remove it, or write ${since} as the version of the document.`,
    };
  }
  const near = nearestName(key, Object.keys(shape.fields));
  return {
    rule,
    message: `${capitalised(readable(kind))} has no field "${key}".`,
    advice:
      near === undefined
        ? 'Remove it, or begin its name with "x-".'
        : `Write "${near}" if that is meant, or remove it.`,
  };
}

function reportMissing(
  context: BundleContext,
  kind: PlainKind,
  { value, node }: { readonly value: JsonObject; readonly node: SourceValue["node"] },
): void {
  for (const name of OBJECT_SHAPES[kind].required ?? []) {
    if (Object.hasOwn(value, name)) continue;
    context.report(node, {
      rule: "missing-field",
      message: `${capitalised(readable(kind))} needs "${name}", which is missing here.`,
      advice: `Add the field "${name}".`,
    });
  }
}

/** The kind in words, with its article: "a security scheme". */
export function readable(kind: ObjectKind): string {
  const words = kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (kind === "paths" || kind === "responses" || kind === "components") return `the object "${kind}"`;
  return /^[aeio]/.test(words) ? `an ${words}` : `a ${words}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
