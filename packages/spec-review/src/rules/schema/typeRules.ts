import { contentOf, type Facets, pickKeywords, readKeyword } from "../../facets/readFacets.ts";
import type { KeywordRule, KeywordValue } from "../Rule.ts";
import { words } from "../words.ts";
import { groupRule } from "./groupRules.ts";

/** Whether a value may be null, however the dialect says it. */
const nullabilityChanged: KeywordRule = {
  id: "nullability-changed",
  severity: "breaking",
  summary:
    "Null was allowed or forbidden: in a request, null is rejected; in a response, null reaches clients who do not check " +
    "for it.",
  // A type that is added or removed changes null as well.
  concerns: (before, after) => before.types !== undefined && after.types !== undefined,
  read: readNullability,
  demand: (facets) => (facets.types?.value.has("null") === false ? [NOT_NULL] : []),
  caution(before, after, direction) {
    const sender = direction === "request" ? before : after;
    const isUnlisted = sender.types?.value.has("null") && sender.values?.value.includes(null) === false;
    return isUnlisted
      ? "By the specification, null is only allowed if the list of values contains it; many servers and generated types only look at `nullable`."
      : undefined;
  },
  describe: (change) => ({
    title:
      change.after === "not null"
        ? `Null is no longer allowed for ${change.site}`
        : `Null is now allowed for ${change.site}`,
    why: words.byDirection(change, {
      request: "Callers who send null, to clear the value or by habit, are rejected.",
      response: "Clients who do not check for null fail.",
    }),
    remedy: words.byDirection(change, {
      request: "Keep accepting null, and treat it as an absent value.",
      response: "Omit the member, or send an empty value, instead of null.",
    }),
  }),
};

const NOT_NULL = { types: new Set(["boolean", "number", "string", "array", "object"] as const) };

/** `format` of a text or a number. */
const formatChanged: KeywordRule = {
  ...groupRule({
    id: "format-changed",
    keywords: ["format"],
    summary:
      "`format` changed: in a request, values of the old format are rejected; in a response, values of another format " +
      "reach clients who parse the old one. For a format that only hints (`double`, `binary`) this is risky, for one that no " +
      "validator knows it is unknown.",
    request: {
      why: "Callers who send values of the old format are rejected.",
      remedy: "Accept both formats, and convert on the server.",
    },
    response: {
      why: "Clients who parse the old format (a date type, a UUID, a 32-bit integer) fail on the new values.",
      remedy: "Keep the old format, and add a new member for the new one.",
    },
  }),
  // `byte` and `binary` of 3.0 have keywords of their own in 3.1.
  concerns(before, after) {
    const [old, now] = [contentOf(before), contentOf(after)];
    const formats = [before, after].map((facets) => readKeyword(facets, "format")?.value);
    const isMigrated =
      old.contentEncoding === now.contentEncoding &&
      old.contentMediaType === now.contentMediaType &&
      formats.every((format) => format === undefined || CONTENT.has(format));
    return !isMigrated;
  },
  caution(before, after) {
    const formats = [before, after].map((facets) => readKeyword(facets, "format")?.value);
    // A width or a precision that is named where none was changes generated types, and no message; nor does the
    // widest one when it goes.
    const isNamed = formats[0] === undefined && !formats.some((format) => CONTENT.has(format));
    const isDropped = formats[0] === "int64" && formats[1] === undefined;
    return !isNamed && !isDropped && formats.some((format) => TYPED.has(String(format)))
      ? "No validator distinguishes the formats, but generated types do: code for the old one may not compile, or may round."
      : undefined;
  },
};

const CONTENT: ReadonlySet<unknown> = new Set(["byte", "binary"]);

/** Formats that are a type of their own in generated code. */
const TYPED: ReadonlySet<string> = new Set(["binary", "byte", "float", "double", "int32", "int64"]);

/** `multipleOf` of a number. */
const multipleOfChanged: KeywordRule = {
  id: "multiple-of-changed",
  severity: "breaking",
  summary:
    "`multipleOf` changed: in a request, numbers between the new steps are rejected; in a response, numbers between " +
    "the old steps reach clients who do not expect them.",
  read: (facets) => readKeyword(facets, "multipleOf"),
  demand: ({ nodes }) => nodes.map(({ keywords }) => pickKeywords(keywords, ["multipleOf"])),
  describe: (change) => ({
    title: words.keywordChange("multipleOf", change),
    why: words.byDirection(change, {
      request: "Callers who send a number between the new steps, as the old document allows, are rejected.",
      response:
        "Clients who count in the old steps (cents, percent, a slider) can now receive a number between them.",
    }),
    remedy: words.byDirection(change, {
      request: "Round on the server instead of rejecting.",
      response: "Round to the old step in this response, or send the finer number in a new member.",
    }),
  }),
};

/** The type of a value; null has a rule of its own. */
export const typeChanged: KeywordRule = {
  id: "type-changed",
  severity: "breaking",
  summary:
    "The type of a value changed: in a request, values of the old type are rejected; in a response, values of a new " +
    "type reach clients who cannot read them.",
  read: readType,
  demand({ types }) {
    if (!types) return [];
    const names = [...types.value];
    return [
      {
        types: new Set([...names.map((name) => (name === "integer" ? "number" : name)), "null"]),
        ...(names.includes("integer") && { integerOnly: true }),
      },
    ];
  },
  describe: (change) => ({
    title: `The type of ${change.site} changed from ${typeName(change.before)} to ${typeName(change.after)}`,
    why: words.byDirection(change, {
      request: `Callers who send ${typeName(change.before)}, as the old document says, are rejected.`,
      response: `Clients who read ${typeName(change.before)} (every generated type does) cannot read the new type.`,
    }),
    remedy: words.byDirection(change, {
      request: "Keep accepting the old type, or add a new member for the new one.",
      response: "Keep sending the old type, and add a new member for the new one.",
    }),
  }),
};

function readType({ types }: Facets): KeywordValue | undefined {
  if (!types) return undefined;
  const names = [...types.value].filter((name) => name !== "null").toSorted();
  const [only = "null"] = names;
  return { pointer: types.pointer, value: names.length <= 1 ? only : names };
}

function typeName(type: unknown): string {
  if (type === undefined) return "any type";
  return Array.isArray(type) ? type.map((name) => words.code(name)).join(" or ") : words.code(String(type));
}

function readNullability({ types }: Facets): KeywordValue | undefined {
  if (!types) return undefined;
  return { pointer: types.pointer, value: types.value.has("null") ? "null allowed" : "not null" };
}

/** The rules about types, formats and steps. */
export const typeRules: readonly KeywordRule[] = [
  nullabilityChanged,
  formatChanged,
  multipleOfChanged,
  typeChanged,
];
