import { isJsonObject } from "../json/isJsonObject.ts";
import type { JsonObject } from "../json/JsonValue.ts";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { MediaTypeView } from "./OperationView.ts";
import { type Place, places } from "./Place.ts";

/** Reads a `content` map. */
export function readContent(root: JsonObject, place: Place): Map<string, MediaTypeView> {
  const content = places.entries(root, places.child(root, place, "content"));
  return new Map(
    [...content].map(([key, media]) => {
      const name = normalName(key);
      return [name, { ...media, name, schema: schemaPointer(media) }];
    }),
  );
}

/** Where the schema of an object stands, if it has one. */
export function schemaPointer({ pointer, value }: Place): string | undefined {
  const { schema } = value;
  return isJsonObject(schema) || typeof schema === "boolean"
    ? jsonPointer.append(pointer, "schema")
    : undefined;
}

/** `Application/JSON; charset=UTF-8` and `application/json` name the same thing: JSON is always UTF-8 (RFC 8259). */
function normalName(key: string): string {
  const [type = "", ...parameters] = key.toLowerCase().split(";");
  const telling = parameters
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter !== "" && parameter !== "charset=utf-8")
    .toSorted();
  return [type.trim(), ...telling].join("; ");
}
