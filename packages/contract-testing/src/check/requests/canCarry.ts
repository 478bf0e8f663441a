import { entriesOf, isJsonObject, isList, type JsonValue, type Parameter } from "@gatehouse/contract";
import { type Channel, isCarried } from "../values/Channel.ts";
import type { Part } from "./partsOf.ts";
import { scalarText } from "./writeParameter.ts";

/** Characters that separate the items of lists and objects in one of the styles, the point of `label` aside. */
const SEPARATORS = /[\s,;|=&%+[\]]/u;
const LABEL_SEPARATORS = /[\s,;|.=&%+[\]]/u;

/**
 * Whether a part can carry a value so that it is clear what was sent: most styles know no empty lists, no nested
 * values, and no separators inside of items.
 */
export function canCarry(part: Part, value: JsonValue): boolean {
  if (part.kind === "body") return canBodyCarry(part.encoding, value);
  if (part.parameter.content !== undefined) return true;
  return canStyleCarry(part.parameter, part.channel, value);
}

function canBodyCarry(encoding: string, value: JsonValue): boolean {
  switch (encoding) {
    case "urlencoded":
    case "multipart":
      return (
        isJsonObject(value) && entriesOf(value).every(([name, child]) => name !== "" && isFormValue(child))
      );
    case "text":
    case "bytes":
      return !isList(value) && !isJsonObject(value) && value !== null;
    default:
      return true;
  }
}

function isFormValue(value: JsonValue): boolean {
  if (isList(value)) return value.length > 0 && value.every((item) => isScalar(item, "form"));
  return isScalar(value, "form");
}

function canStyleCarry(
  { in: location, style, explode }: Parameter,
  channel: Channel,
  value: JsonValue,
): boolean {
  const isDotted = style === "label";
  if (isList(value)) {
    if (location === "cookie" && explode && value.length > 1) return false;
    const isSeparate = location === "query" && explode;
    return value.length > 0 && value.every((item) => isItem(item, { channel, isSeparate, isDotted }));
  }
  if (isJsonObject(value)) {
    if (location === "cookie" && explode) return false;
    const entries = entriesOf(value);
    const name = { channel, isSeparate: false, isDotted };
    const member = { ...name, isSeparate: style === "deepObject" };
    return entries.length > 0 && entries.every(([key, child]) => isItem(key, name) && isItem(child, member));
  }
  return (
    isScalar(value, channel) &&
    (location !== "path" || style === "simple" || !SEPARATORS.test(scalarText(value)))
  );
}

interface ItemContext {
  readonly channel: Channel;
  /** Its pair of name and value contains the item alone. */
  readonly isSeparate: boolean;
  /** Items are separated by points. */
  readonly isDotted: boolean;
}

function isItem(value: JsonValue, { channel, isSeparate, isDotted }: ItemContext): boolean {
  if (!isScalar(value, channel)) return false;
  return isSeparate || !(isDotted ? LABEL_SEPARATORS : SEPARATORS).test(scalarText(value));
}

function isScalar(value: JsonValue, channel: Channel): boolean {
  if (value === null || isList(value) || isJsonObject(value)) return false;
  return isCarried(scalarText(value), channel);
}
