import { isInteger, queryOf } from "./readText.ts";

/** What a body says of the size. */
export function sizeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null ? (body as { size?: unknown }).size : undefined;
}

/** Whether a form is as the document says. */
export function formFits(text: string, faults: ReadonlySet<string>): boolean {
  const values = queryOf(text);
  const names = [...values.keys()];
  const name = values.get("name")?.[0] ?? "";
  const length = [...name].length;
  return (
    names.every((key) => key === "name" || key === "price") &&
    length >= 1 &&
    (length <= 20 || faults.has("a form is not checked")) &&
    isInteger(values.get("price")?.[0] ?? "", { low: 0 })
  );
}

const PROPERTIES = new Set(["name", "kind", "price", "note", "tags", "ref", "secret", "size"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The name of a property that is wrong, by hand: the fixture must not share the validator of what is tested. */
export function thingFault(body: unknown, faults: ReadonlySet<string>): string | undefined {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "body";
  const { name, kind, price, note, tags, ref, secret, size } = body as Record<string, unknown>;
  const unknown = Object.keys(body).find((key) => !PROPERTIES.has(key));
  if (unknown !== undefined && !faults.has("unlisted properties of a body pass")) return unknown;
  if (!isText(name, { low: 1, high: faults.has("a valid length is rejected") ? 12 : 20 })) {
    const isMissing = name === undefined && faults.has("a missing property is not noticed");
    const isLong = typeof name === "string" && faults.has("the length of a property is not checked");
    if (!isMissing && !isLong) return "name";
  }
  if (typeof name === "string" && !/^[A-Za-z]/.test(name) && !faults.has("a pattern is not checked"))
    return "name";
  const known = faults.has("a listed value is compared without case") ? String(kind).toLowerCase() : kind;
  if (known !== "book" && known !== "tool") return "kind";
  if (!priceFits(price, faults)) return "price";
  if (note === null ? faults.has("null is rejected") : note !== undefined && !isText(note, { high: 50 }))
    return "note";
  if (tags !== undefined && !tagsFit(tags, faults)) return "tags";
  if (
    ref !== undefined &&
    !(typeof ref === "string" && (UUID.test(ref) || faults.has("a format is not checked")))
  )
    return "ref";
  if (secret !== undefined && !isText(secret, { low: 4 })) return "secret";
  return size === undefined || sizeFits(size, faults) ? undefined : "size";
}

function priceFits(price: unknown, faults: ReadonlySet<string>): boolean {
  const value = typeof price === "string" && faults.has("text is taken for a number") ? Number(price) : price;
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  const isLow = faults.has("an exclusive limit is taken for an inclusive one") ? value <= 1000 : value < 1000;
  const isStep = Number.isInteger(value / 0.5) || faults.has("steps are not checked");
  const least = faults.has("a limit is rejected") ? value > 0 : value >= 0;
  return least && isLow && isStep;
}

function tagsFit(tags: unknown, faults: ReadonlySet<string>): boolean {
  if (!Array.isArray(tags)) return false;
  const isShort = tags.length <= 3 || faults.has("the number of items is not checked");
  const isUnique = new Set(tags).size === tags.length || faults.has("equal items are not noticed");
  return isShort && isUnique && tags.every((tag) => isText(tag, { low: 1, high: 8 }));
}

function sizeFits(size: unknown, faults: ReadonlySet<string>): boolean {
  if (typeof size !== "object" || size === null || Array.isArray(size)) return false;
  const known = Object.keys(size).every((key) => key === "width" || key === "height");
  const { width, height } = size as Record<string, unknown>;
  const fits = (value: unknown) =>
    Number.isInteger(value) && (Number(value) >= 1 || faults.has("nested values are not checked"));
  return known && fits(width) && (height === undefined || fits(height));
}

function isText(value: unknown, { low = 0, high = Number.POSITIVE_INFINITY }): boolean {
  if (typeof value !== "string") return false;
  const { length } = [...value];
  return length >= low && length <= high;
}
