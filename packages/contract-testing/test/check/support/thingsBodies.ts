import { isInteger, queryOf } from "./readText.ts";
import type { ThingLies } from "./ThingLies.ts";

/** What a body says of the size. */
export function sizeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null ? (body as { size?: unknown }).size : undefined;
}

/** Whether a form is as the document says. */
export function formFits(text: string, lies: ThingLies): boolean {
  const values = queryOf(text);
  const names = [...values.keys()];
  const name = values.get("name")?.[0] ?? "";
  const length = [...name].length;
  return (
    names.every((key) => key === "name" || key === "price") &&
    length >= 1 &&
    (length <= 20 || lies.has("a form is not checked")) &&
    isInteger(values.get("price")?.[0] ?? "", { low: 0 })
  );
}

const PROPERTIES = new Set(["name", "kind", "price", "note", "tags", "ref", "secret", "size"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The name of a property that is wrong, by hand: the fixture must not share the validator of what is tested. */
export function thingFault(body: unknown, lies: ThingLies): string | undefined {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "body";
  const { name, kind, price, note, tags, ref, secret, size } = body as Record<string, unknown>;
  const unknown = Object.keys(body).find((key) => !PROPERTIES.has(key));
  if (unknown !== undefined && !lies.has("unlisted properties of a body pass")) return unknown;
  if (!isText(name, { low: 1, high: lies.has("a valid length is refused") ? 12 : 20 })) {
    const isMissing = name === undefined && lies.has("a missing property is not noticed");
    const isLong = typeof name === "string" && lies.has("the length of a property is not checked");
    if (!isMissing && !isLong) return "name";
  }
  if (typeof name === "string" && !/^[A-Za-z]/.test(name) && !lies.has("a pattern is not checked"))
    return "name";
  const known = lies.has("a listed value is compared without case") ? String(kind).toLowerCase() : kind;
  if (known !== "book" && known !== "tool") return "kind";
  if (!priceFits(price, lies)) return "price";
  if (note === null ? lies.has("null is refused") : note !== undefined && !isText(note, { high: 50 }))
    return "note";
  if (tags !== undefined && !tagsFit(tags, lies)) return "tags";
  if (
    ref !== undefined &&
    !(typeof ref === "string" && (UUID.test(ref) || lies.has("a format is not checked")))
  )
    return "ref";
  if (secret !== undefined && !isText(secret, { low: 4 })) return "secret";
  return size === undefined || sizeFits(size, lies) ? undefined : "size";
}

function priceFits(price: unknown, lies: ThingLies): boolean {
  const value = typeof price === "string" && lies.has("text is taken for a number") ? Number(price) : price;
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  const isLow = lies.has("an exclusive limit is taken for an inclusive one") ? value <= 1000 : value < 1000;
  const isStep = Number.isInteger(value / 0.5) || lies.has("steps are not checked");
  const least = lies.has("a limit is refused") ? value > 0 : value >= 0;
  return least && isLow && isStep;
}

function tagsFit(tags: unknown, lies: ThingLies): boolean {
  if (!Array.isArray(tags)) return false;
  const isShort = tags.length <= 3 || lies.has("the number of items is not checked");
  const isUnique = new Set(tags).size === tags.length || lies.has("equal items are not noticed");
  return isShort && isUnique && tags.every((tag) => isText(tag, { low: 1, high: 8 }));
}

function sizeFits(size: unknown, lies: ThingLies): boolean {
  if (typeof size !== "object" || size === null || Array.isArray(size)) return false;
  const known = Object.keys(size).every((key) => key === "width" || key === "height");
  const { width, height } = size as Record<string, unknown>;
  const fits = (value: unknown) =>
    Number.isInteger(value) && (Number(value) >= 1 || lies.has("nested values are not checked"));
  return known && fits(width) && (height === undefined || fits(height));
}

function isText(value: unknown, { low = 0, high = Number.POSITIVE_INFINITY }): boolean {
  if (typeof value !== "string") return false;
  const { length } = [...value];
  return length >= low && length <= high;
}
