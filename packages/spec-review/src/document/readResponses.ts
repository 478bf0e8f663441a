import type { JsonObject } from "@gatehouse/contract";
import type { HeaderView, ResponseView } from "./OperationView.ts";
import { type Place, places } from "./Place.ts";
import { readContent, schemaPointer } from "./readContent.ts";

/** Reads the responses of an operation. */
export function readResponses(root: JsonObject, operation: Place): Map<string, ResponseView> {
  const responses = places.ownEntries(root, places.child(root, operation, "responses"));
  return new Map(
    [...responses].map(([key, place]) => {
      const status = /^\d[xX]{2}$/.test(key) ? key.toUpperCase() : key;
      return [status, readResponse(root, status, place)];
    }),
  );
}

function readResponse(root: JsonObject, status: string, place: Place): ResponseView {
  const headers = places.entries(root, places.child(root, place, "headers"));
  return {
    ...place,
    status,
    headers: new Map(
      [...headers]
        // A response's Content-Type is told by its content (OpenAPI 3.1, 4.8.17.1).
        .filter(([name]) => name.toLowerCase() !== "content-type")
        .map(([name, header]) => [name.toLowerCase(), readHeader(root, name, header)]),
    ),
    content: readContent(root, place),
    links: places.entries(root, places.child(root, place, "links")),
  };
}

function readHeader(root: JsonObject, name: string, place: Place): HeaderView {
  return {
    ...place,
    name,
    required: place.value.required === true,
    schema: schemaPointer(place),
    content: readContent(root, place),
  };
}
