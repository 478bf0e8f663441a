import { entriesOf, isJsonObject, isList, type JsonValue } from "@gatehouse/contract";
import { scalarText } from "./writeParameter.ts";

/**
 * What a value can mean after it went as text: itself, and with each of its scalars read as another type. A value is
 * surely wrong only when all of its readings are.
 */
export function* readings(value: JsonValue): Iterable<JsonValue> {
  yield value;
  if (isList(value)) {
    for (const [index, item] of value.entries()) {
      for (const other of readings(item)) yield value.with(index, other);
    }
  } else if (isJsonObject(value)) {
    for (const [name, child] of entriesOf(value)) {
      for (const other of readings(child)) yield { ...value, [name]: other };
    }
  } else {
    yield* scalarReadings(scalarText(value));
  }
}

function* scalarReadings(text: string): Iterable<JsonValue> {
  yield text;
  if (text.trim() !== "" && Number.isFinite(Number(text))) yield Number(text);
  if (/^(true|false)$/i.test(text)) yield text.toLowerCase() === "true";
  if (text === "" || text === "null") yield null;
}
