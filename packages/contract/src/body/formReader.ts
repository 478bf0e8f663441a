import type { JsonValue, MediaType } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isObject, setOwn } from "../json/jsonValues.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { parseJsonText } from "../style/parseJsonText.ts";
import { addText, type DecodeText, type RawTexts } from "../style/RawTexts.ts";
import { itemSchemas, propertySchemas, schemaFacts } from "../style/SchemaFacts.ts";
import { isDeepName, Repeated, type SplitValue, splitStyled } from "../style/splitStyled.ts";
import { type TypedValue, typedValues } from "../style/typedValues.ts";
import { bodyKind } from "./bodyKind.ts";
import type { PartHead } from "./MultipartParser.ts";
import { type FormFacts, filePlaceholder, isCovered, isFilePart, readFormFacts } from "./readFormFacts.ts";
import { splitField } from "./splitField.ts";

/** What a form holds under one name. */
export type FormPart =
  | {
      readonly kind: "text";
      readonly name: string;
      /** As it came: a form in a URL's encoding is not decoded. */
      readonly text: string;
      /** `type/subtype` where the part has a media type of its own. */
      readonly mediaType?: string | undefined;
    }
  | { readonly kind: "file"; readonly name: string; readonly sizeBytes: number; readonly mediaType: string }
  /** A name with brackets as an earlier parser has read it; its texts have no types yet. */
  | { readonly kind: "nested"; readonly name: string; readonly split: SplitValue };

/** A property of a form that cannot be read. */
export interface FormProblem {
  /** The name of the property. */
  readonly name: string;
  /** `style` or `mediaType`. */
  readonly keyword: "mediaType" | "style";
  readonly expected: string;
  /** JSON pointer into the document. */
  readonly documentPointer: string;
}

/** A form as a value of its schema; a file stands in it as an empty text. */
export interface FormReading extends TypedValue {
  readonly problems: readonly FormProblem[];
}

/** Reads the forms of one media type of the document. */
export interface FormReader {
  /** Whether the schema takes a part for a file and not for a value. */
  isFile(head: PartHead): boolean;
  read(parts: readonly FormPart[], decode: DecodeText): FormReading;
}

/**
 * The reader of the forms of a media type: `application/x-www-form-urlencoded` and `multipart/form-data` by schema
 * and `encoding` (OpenAPI 3.0.4, 4.7.14 and 4.7.15; 3.1.1, 4.8.14 and 4.8.15).
 *
 * Texts become what the schema of their property takes, one text is a list where the schema takes no scalar, and parts
 * whose media type is JSON, or whose schema takes only objects, are read as JSON. As an extension, an object without a
 * style of its own may come as `name[property]=text`, and a list as `name[]=text`, also one whose style repeats its name.
 */
export function formReader(validators: SchemaValidators, mediaType: MediaType): FormReader {
  const known = readersByMediaType.get(mediaType)?.get(validators);
  if (known !== undefined) return known;
  const facts = readFormFacts(validators, mediaType);
  const reader: FormReader = {
    isFile: (head) => isFilePart(facts, head),
    read: (parts, decode) => new FormRead(facts, decode).read(parts),
  };
  const readers = readersByMediaType.get(mediaType) ?? new WeakMap<SchemaValidators, FormReader>();
  readersByMediaType.set(mediaType, readers.set(validators, reader));
  return reader;
}

// A cache, not state: what is in it follows from the document alone and goes away with it.
const readersByMediaType = new WeakMap<MediaType, WeakMap<SchemaValidators, FormReader>>();

const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/** One form being read. */
class FormRead {
  readonly #facts: FormFacts;
  readonly #decode: DecodeText;
  readonly #split = new Map<string, SplitValue>();
  /** Values that are no texts: JSON and files. */
  readonly #values = new Map<string, TypedValue>();
  readonly #problems: FormProblem[] = [];

  constructor(facts: FormFacts, decode: DecodeText) {
    this.#facts = facts;
    this.#decode = decode;
  }

  read(parts: readonly FormPart[]): FormReading {
    const byName = Map.groupBy(parts, ({ name }) => name);
    const texts = new Map<string, string[]>();
    for (const part of parts) if (part.kind === "text") addText(texts, part.name, part.text);
    const consumed = this.#readStyled(texts);
    const bases = new Set<string>();
    for (const [name, own] of byName) {
      if (consumed.has(name)) continue;
      // A later `Object.assign` would make the prototype of it.
      if (name === "__proto__") this.#fail(name, { keyword: "style", expected: "left out" });
      const base = this.#bracketBase(name);
      if (base === undefined) this.#readPlain(name, own);
      else bases.add(base);
    }
    for (const base of bases) this.#readBrackets(base, byName, texts);
    return { ...this.#type(), problems: this.#problems };
  }

  /** Reads the properties whose encoding gives a style. @returns the names that belong to them */
  #readStyled(texts: RawTexts): ReadonlySet<string> {
    const { encodings } = this.#facts;
    const consumed = new Set<string>();
    for (const [name, { style, pointer }] of encodings) {
      if (style === undefined) continue;
      const field = { name, ...style, texts, decode: this.#decode };
      const { names, value, expected } = splitField(this.#facts, field);
      for (const own of names) consumed.add(own);
      if (value !== undefined) this.#split.set(name, value);
      if (expected !== undefined) this.#fail(name, { keyword: "style", expected, documentPointer: pointer });
    }
    return consumed;
  }

  /** The property that a name with brackets belongs to, unless the document has that very name. */
  #bracketBase(name: string): string | undefined {
    const bracket = name.indexOf("[");
    if (bracket <= 0 || !name.endsWith("]")) return undefined;
    const { validators, schema } = this.#facts;
    const { named } = validators.names.shapeOf([schema]);
    const base = name.slice(0, bracket);
    if (named.has(name) || !named.has(base)) return undefined;
    const { kinds } = schemaFacts(validators, propertySchemas(validators, [schema], base));
    if (!kinds.has(name === `${base}[]` ? "array" : "object")) return undefined;
    if (this.#hasBrackets(base, name)) return base;
    // The name may be another property where the document describes such, or where this one came in its style.
    const isOther = this.#split.has(base) || propertySchemas(validators, [schema], name).length > 0;
    return isOther ? undefined : base;
  }

  /** Whether a property may come under a name with brackets: without a style, or a list of which each item has the name. */
  #hasBrackets(base: string, name: string): boolean {
    const style = this.#facts.encodings.get(base)?.style;
    return style === undefined || (style.style === "form" && style.explode && name === `${base}[]`);
  }

  #readBrackets(name: string, byName: ReadonlyMap<string, readonly FormPart[]>, texts: RawTexts): void {
    const names = [...byName.keys()].filter((key) => this.#bracketBase(key) === name);
    const list = names.includes(`${name}[]`) ? byName.get(`${name}[]`) : undefined;
    const isOneWay =
      !byName.has(name) && !this.#split.has(name) && (list === undefined || names.length === 1);
    const hasBrackets = names.every((key) => this.#hasBrackets(name, key));
    if (!hasBrackets) this.#fail(name, { keyword: "style", expected: "written in its style" });
    else if (!isOneWay) this.#fail(name, { keyword: "style", expected: "written in one way" });
    else if (list !== undefined) this.#readList(name, list);
    else {
      const split = splitStyled(
        { name, style: "deepObject", explode: true, texts, decode: this.#decode },
        "object",
      );
      const isWhole = names.every((key) => texts.has(key) && isDeepName(name, key));
      if (split !== undefined && "value" in split && isWhole) this.#split.set(name, split.value);
      else {
        const expected = split !== undefined && "expected" in split ? split.expected : "written as text";
        this.#fail(name, { keyword: "style", expected });
      }
    }
  }

  #readList(name: string, parts: readonly FormPart[]): void {
    const values = parts.map((part) => this.#readPart({ ...part, name }, true));
    if (values.every((value) => typeof value === "string")) this.#split.set(name, values);
    else this.#values.set(name, this.#combine(name, values, true));
  }

  #readPlain(name: string, parts: readonly FormPart[]): void {
    const values = parts.map((part) => this.#readPart(part, parts.length > 1));
    if (values.every((value) => typeof value === "string")) {
      this.#split.set(name, new Repeated(values));
      return;
    }
    const [only] = values;
    if (values.length === 1 && only instanceof Nested) this.#split.set(name, only.split);
    else this.#values.set(name, this.#combine(name, values));
  }

  /** A text, a value, or a name with brackets as an earlier parser has read it. */
  #readPart(part: FormPart, isItem: boolean): string | TypedValue | Nested {
    if (part.kind === "nested") return new Nested(part.split);
    const { encodings } = this.#facts;
    const encoding = encodings.get(part.name);
    const { contentTypes = [] } = encoding ?? {};
    if (part.mediaType !== undefined && contentTypes.length > 0 && !isCovered(part.mediaType, contentTypes)) {
      const expected = `of the media type ${contentTypes.join(" or ")}`;
      this.#fail(part.name, { keyword: "mediaType", expected, documentPointer: encoding?.pointer ?? "" });
    }
    if (part.kind === "file") return { value: filePlaceholder(this.#facts, part), inexact: NO_TEXTS };
    const text = this.#decode(part.text) ?? "";
    const declared = part.mediaType ?? (contentTypes.length === 1 ? contentTypes[0] : undefined);
    const schemas = this.#schemasOf(part.name, isItem);
    if (declared !== undefined && bodyKind(declared) === "json")
      return this.#readJson(text, schemas, part.name);
    const { kinds } = schemaFacts(this.#facts.validators, schemas);
    return kinds.has("primitive") || declared !== undefined ? text : this.#readJson(text, schemas);
  }

  /**
   * JSON where the part of a name declares it, or where nothing else can be meant; a text stays one where the schema
   * takes it, and a scalar that is no declared JSON can only be an item.
   */
  #readJson(text: string, schemas: readonly SchemaNode[], declaredBy?: string): string | TypedValue {
    const { validators } = this.#facts;
    const { types } = schemaFacts(validators, schemas);
    try {
      const parsed = parseJsonText(text);
      const isScalar = typeof parsed.value !== "object" || parsed.value === null;
      if (declaredBy === undefined && isScalar) return text;
      const isText = types.has("string") && !schemas.every((node) => validators.fits(node, parsed.value));
      return isText ? text : parsed;
    } catch {
      const expected = "well-formed JSON";
      if (declaredBy !== undefined && !types.has("string"))
        this.#fail(declaredBy, { keyword: "mediaType", expected });
      return text;
    }
  }

  /** The schemas of a part: those of the items where it is one, or where its property can only be a list. */
  #schemasOf(name: string, isItem: boolean): readonly SchemaNode[] {
    const { validators, schema } = this.#facts;
    const property = propertySchemas(validators, [schema], name);
    const { kinds } = schemaFacts(validators, property);
    const isList = kinds.has("array") && (isItem || kinds.size === 1);
    const items = isList ? itemSchemas(property, 0) : property;
    return items.length === 0 ? property : items;
  }

  #combine(name: string, parts: readonly (string | TypedValue | Nested)[], areItems = false): TypedValue {
    const values = parts.map((part): TypedValue => {
      if (typeof part === "string") return { value: part, inexact: NO_TEXTS };
      return part instanceof Nested ? { value: null, inexact: NO_TEXTS } : part;
    });
    const { validators, schema } = this.#facts;
    const property = propertySchemas(validators, [schema], name);
    const { kinds } = schemaFacts(validators, property);
    const [only] = values;
    const isWhole = values.length === 1 && only !== undefined && this.#isWhole(name, only);
    const isList = kinds.has("array") && !(isWhole && (!areItems || Array.isArray(only.value)));
    if (!isList && values.length === 1 && only !== undefined) return only;
    const inexact = values.flatMap(({ inexact: texts }, index) =>
      [...texts].map(([at, text]): [string, string] => [childPointer("", String(index)) + at, text]),
    );
    return { value: values.map(({ value }) => value), inexact: new Map(inexact) };
  }

  /** A JSON list that came alone is the whole list, unless the items are lists themselves. */
  #isWhole(name: string, { value }: TypedValue): boolean {
    const { validators, schema } = this.#facts;
    const property = propertySchemas(validators, [schema], name);
    if (!Array.isArray(value)) return schemaFacts(validators, property).kinds.size > 1;
    return !schemaFacts(validators, itemSchemas(property, 0)).kinds.has("array");
  }

  /** The first meaning of the texts with which the whole form fits its schema, or the likeliest one. */
  #type(): TypedValue {
    const { validators, schema } = this.#facts;
    let first: TypedValue | undefined;
    for (const typed of typedValues(validators, [schema], this.#split)) {
      const whole = this.#withValues(typed);
      if (validators.fits(schema, whole.value)) return whole;
      first ??= whole;
    }
    return first ?? { value: {}, inexact: NO_TEXTS };
  }

  #withValues({ value, inexact }: TypedValue): TypedValue {
    const whole: Record<string, JsonValue> = {};
    const texts = new Map(inexact);
    if (isObject(value)) for (const [name, child] of Object.entries(value)) setOwn(whole, name, child);
    for (const [name, typed] of this.#values) {
      setOwn(whole, name, typed.value);
      for (const [at, text] of typed.inexact) texts.set(childPointer("", name) + at, text);
    }
    return { value: whole, inexact: texts };
  }

  #fail(name: string, problem: Partial<FormProblem> & Pick<FormProblem, "expected" | "keyword">): void {
    const { mediaType } = this.#facts;
    this.#problems.push({ name, documentPointer: mediaType.pointer, ...problem } as FormProblem);
  }
}

class Nested {
  readonly split: SplitValue;

  constructor(split: SplitValue) {
    this.split = split;
  }
}
