import { fullFormats } from "ajv-formats/dist/formats.js";

type Definition = (typeof fullFormats)[keyof typeof fullFormats];

/** What a known format says about a value: the same checks that Ajv runs. */
export interface FormatCheck {
  readonly type: "string" | "number";
  readonly accepts: (value: string | number) => boolean;
  /** The format accepts every value of its type; it is a hint for people and generators. */
  readonly hintOnly: boolean;
}

const HINTS: ReadonlySet<string> = new Set(["password", "binary", "float", "double"]);

/** The check of a format, or undefined for a format that no validator knows. */
export function formatCheck(name: string): FormatCheck | undefined {
  const definition = Object.hasOwn(fullFormats, name)
    ? fullFormats[name as keyof typeof fullFormats]
    : undefined;
  if (definition === undefined) return undefined;
  const type = isNumeric(definition) ? "number" : "string";
  return { type, accepts: acceptor(definition), hintOnly: HINTS.has(name) };
}

function isNumeric(definition: Definition): boolean {
  return typeof definition === "object" && "type" in definition && definition.type === "number";
}

function acceptor(definition: Definition): (value: string | number) => boolean {
  if (definition === true || typeof definition === "string") return () => true;
  if (definition instanceof RegExp) return (value) => definition.test(String(value));
  if (typeof definition === "function")
    return (value) => Boolean(Reflect.apply(definition, undefined, [value]));
  const { validate } = definition as { validate: unknown };
  if (validate instanceof RegExp) return (value) => validate.test(String(value));
  if (typeof validate === "function") return (value) => Boolean(Reflect.apply(validate, undefined, [value]));
  return () => true;
}
