import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { MediaTypeView } from "./OperationView.ts";
import { type Place, places } from "./Place.ts";

/** Reads a `content` map. */
export function readContent(root: JsonObject, place: Place): Map<string, MediaTypeView> {
  const content = places.entries(root, places.child(root, place, "content"));
  const names = [...content.keys()].map((key) => normalName(key, DEFAULT_PARAMETER));
  return new Map(
    [...content].map(([key, media], index) => {
      const short = names[index] ?? key;
      // A document that has both forms means something by it.
      const isTwice = names.indexOf(short) !== names.lastIndexOf(short);
      const name = isTwice ? normalName(key) : short;
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

/** JSON is always UTF-8 (RFC 8259), so `Application/JSON; charset=UTF-8` and `application/json` name the same thing. */
const DEFAULT_PARAMETER = "charset=utf-8";

function normalName(key: string, without = ""): string {
  const [type = "", ...parameters] = key.toLowerCase().split(";");
  const telling = parameters
    .map((parameter) => parameter.trim().replaceAll('"', ""))
    .filter((parameter) => parameter !== "" && parameter !== without)
    .toSorted();
  return [type.trim(), ...telling].join("; ");
}
