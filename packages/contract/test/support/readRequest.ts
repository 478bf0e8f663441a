import type { Plain } from "../../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../../scripts/fixtures/onlyOperation.ts";
import { createRequestReader, type RequestFacts, type RequestReading } from "../../src/index.ts";

/** An operation whose requests are read. */
export interface Wanted {
  readonly openapi?: string;
  readonly path?: string;
  readonly operation: Plain;
  readonly schemas?: Plain;
}

/** Reads a request to an operation. */
export async function read(wanted: Wanted, request: Partial<RequestFacts>): Promise<RequestReading> {
  const { openapi = "3.1.0", path = "/pets", operation, schemas = {} } = wanted;
  const responses = { default: { description: "d" } };
  const reader = createRequestReader(
    await onlyOperation({
      openapi,
      info: { title: "t", version: "1" },
      paths: { [path]: { post: { responses, ...operation } } },
      components: { schemas },
    }),
  );
  const nothing = { rawPathParameters: {}, rawQuery: "", headers: {}, mediaKey: undefined, body: undefined };
  return reader.read({ ...nothing, ...request });
}

/** The violations of a request, in short. */
export async function violationsOf(
  wanted: Wanted,
  request: Partial<RequestFacts>,
): Promise<readonly string[]> {
  const reading = await read(wanted, request);
  if (reading.accepted) return [];
  return reading.violations.map((one) => `${one.in}${one.pointer} ${one.message} (${one.keyword})`);
}

/** A parameter by location and name: `query limit`. */
export function parameter(place: string, schema: unknown, more: Plain = {}): Plain {
  const [location, name] = place.split(" ");
  return { name, in: location, schema, ...(location === "path" && { required: true }), ...more };
}
