/** A value that a document is built from. */
export type Plain = { readonly [key: string]: unknown };

/** A document of one operation, `GET /pets` with the id `listPets`. */
export function documentOf(
  responses: Plain,
  more: { readonly openapi?: string; readonly components?: Plain; readonly operation?: Plain } = {},
): object {
  return {
    openapi: more.openapi ?? "3.1.1",
    info: { title: "Pets", version: "1" },
    paths: { "/pets": { get: { operationId: "listPets", responses, ...more.operation } } },
    components: more.components ?? {},
  };
}

/** A 200 of JSON with a schema. */
export function okWith(schema: unknown): Plain {
  return { "200": { description: "d", content: { "application/json": { schema } } } };
}
