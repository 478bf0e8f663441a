import type { SchemaRule } from "../SchemaRule.ts";

/** An `enum` or `const` that is gone. */
export const enumDropped: SchemaRule = {
  id: "enum-dropped",
  severity: "breaking",
  summary:
    "The list of values was dropped: in a response any value may arrive where clients know only the listed ones.",
  say: ({ place }) => ({
    title: `${place} is no longer limited to listed values`,
    why: "Clients who branch over the listed values can now receive any other.",
    wayOut: "Keep the list, and add values to it one by one, announced.",
  }),
};
