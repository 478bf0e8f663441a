import type { Facets } from "../../diff/Facets.ts";
import type { KeywordRule, Saying } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** The type of a value; null has a rule of its own. */
export const typeChanged: KeywordRule = {
  id: "type-changed",
  severity: "breaking",
  summary:
    "The type of a value changed: in a request values of the old type are refused, in a response values of a new " +
    "type reach clients who cannot read them.",
  read: readType,
  demand({ types }) {
    if (!types) return [];
    const names = [...types.value];
    return [
      {
        types: new Set([...names.map((name) => (name === "integer" ? "number" : name)), "null"]),
        ...(names.includes("integer") && { integerOnly: true }),
      },
    ];
  },
  say: (told) => ({
    title: `The type of ${told.place} changed from ${typeName(told.before)} to ${typeName(told.after)}`,
    why: words.byDirection(told, {
      request: `Callers who send ${typeName(told.before)}, as the old document says, are refused.`,
      response: `Clients who read ${typeName(told.before)} (every generated type does) cannot read what may come now.`,
    }),
    wayOut: words.byDirection(told, {
      request: "Accept the old type as well, or add a new member for the new type.",
      response: "Go on sending the old type, and add a new member for the new one.",
    }),
  }),
};

function readType({ types }: Facets): Saying | undefined {
  if (!types) return undefined;
  const names = [...types.value].filter((name) => name !== "null").toSorted();
  const [only = "null"] = names;
  return { pointer: types.pointer, value: names.length <= 1 ? only : names };
}

function typeName(type: unknown): string {
  if (type === undefined) return "any type";
  return Array.isArray(type) ? type.map((name) => words.code(name)).join(" or ") : words.code(String(type));
}
