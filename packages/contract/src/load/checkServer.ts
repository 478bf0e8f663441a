import { isList, isObject, textOf } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { Checked } from "./checkFields.ts";

/** Its name may have any characters but braces (OpenAPI 3.2.0, 4.5). */
const VARIABLE = /\{([^{}]*)\}/g;

/** Each variable in the address has an entry (OpenAPI 3.1.1, 4.8.5), and occurs once (3.2.0, 4.5). */
export function checkServer({ context, value, node }: Checked): void {
  const variables = isObject(value.variables) ? value.variables : {};
  const url = textOf(value.url) ?? "";
  const names = [...url.matchAll(VARIABLE)].map(([, name = ""]) => name);
  if (context.is32) checkAddress({ context, value, node }, names);
  for (const name of new Set(names)) {
    if (Object.hasOwn(variables, name)) continue;
    const near = nearestName(name, Object.keys(variables));
    context.report(node.child("url"), {
      rule: "undeclared-server-variable",
      message: `The address has the variable {${name}}, which "variables" does not have.`,
      advice: near === undefined ? `Add "${name}" to "variables".` : `Write {${near}} if that is meant.`,
    });
  }
}

/** The address of a server has no query, no fragment and each variable once (OpenAPI 3.2.0, 4.5). */
function checkAddress({ context, value, node }: Checked, names: readonly string[]): void {
  if (/[?#]/.test((textOf(value.url) ?? "").replaceAll(VARIABLE, ""))) {
    context.report(node.child("url"), {
      rule: "invalid-value",
      message: "The address of a server has no query and no fragment.",
      advice: "Write the address up to the path.",
    });
  }
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return;
  context.report(node.child("url"), {
    rule: "invalid-value",
    message: `The address has the variable {${repeated}} twice.`,
    advice: "Give one of the two another name.",
  });
}

/** A variable has one of its allowed values by default (OpenAPI 3.1.1, 4.8.6). */
export function checkServerVariable({ context, value, node }: Checked): void {
  const allowed = value.enum;
  if (!isList(allowed)) return;
  if (allowed.length === 0) {
    if (!context.is31) return;
    context.report(node.child("enum"), {
      rule: "invalid-value",
      message: "The list of allowed values is empty.",
      advice: 'List at least one value, or remove "enum".',
    });
    return;
  }
  if (typeof value.default !== "string" || allowed.includes(value.default)) return;
  context.report(node.child("default"), {
    rule: "invalid-value",
    message: `The default "${value.default}" is not among the values of "enum".`,
    advice: `Write one of ${allowed.map(String).join(", ")}, or add it to "enum".`,
  });
}
