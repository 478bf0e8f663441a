import type { JsonObject } from "../Contract.ts";
import type { BundleContext } from "./BundleContext.ts";
import type { SourceNode } from "./SourceNode.ts";

/** An object of a document whose fields are checked. */
export interface Checked {
  readonly context: BundleContext;
  readonly value: JsonObject;
  readonly node: SourceNode;
}

/** Reports the fields that are missing. */
export function requireFields({ context, value, node }: Checked, names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(value, name)) continue;
    context.report(node, {
      rule: "missing-field",
      message: `The field "${name}" is missing here.`,
      advice: `Add "${name}".`,
    });
  }
}

/** Reports a text that is none of the allowed ones. */
export function requireOneOf(
  { context, value, node }: Checked,
  name: string,
  allowed: readonly string[],
): void {
  const actual = value[name];
  if (typeof actual !== "string" || allowed.includes(actual)) return;
  context.report(node.child(name), {
    rule: "invalid-value",
    message: `"${actual}" is not a value of "${name}".`,
    advice: `Write one of ${allowed.join(", ")}.`,
  });
}

/** Reports the second of two fields that exclude each other. */
export function exclude({ context, value, node }: Checked, one: string, other: string): void {
  if (value[one] === undefined || value[other] === undefined) return;
  context.report(node.child(other), {
    rule: "conflicting-fields",
    message: `"${one}" and "${other}" exclude each other.`,
    advice: "Remove one of the two.",
  });
}

/** Reports each of some fields that stands beside one of some others. */
export function excludeAll(checked: Checked, some: readonly string[], others: readonly string[]): void {
  for (const one of some) for (const other of others) exclude(checked, one, other);
}
