import { bodyKind } from "../body/bodyKind.ts";
import { decodeBody } from "../body/decodeBody.ts";
import type { JsonValue, MediaType, Operation, Parameter } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isJsonMediaType } from "../media/mediaTypes.ts";
import { createDefaultFiller } from "../schema/createDefaultFiller.ts";
import { explainViolations } from "../schema/explainViolations.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { parseJsonText } from "../style/parseJsonText.ts";
import {
  type DecodeText,
  decodeHeaderText,
  decodeNothing,
  decodePathText,
  decodePercent,
  decodeQueryText,
  type RawTexts,
} from "../style/RawTexts.ts";
import { createStyledReader, type StyledReading } from "../style/readStyled.ts";
import { schemaFacts } from "../style/SchemaFacts.ts";
import { type IntegerMode, settleNumbers } from "../style/settleNumbers.ts";
import { type StyledTexts, WELL_FORMED } from "../style/splitStyled.ts";
import { type TypedValue, typedValues } from "../style/typedValues.ts";
import { createSettler } from "./createSettler.ts";
import { createTextSource, type TextSource } from "./RequestTexts.ts";
import { type FoundViolation, schemaViolation } from "./RequestViolation.ts";

/** Reads one parameter of requests. */
export interface ParameterReader {
  /** The texts that the parameter is read from. */
  readonly textsOf: TextSource;
  /** Reads the parameter out of them; violations are added to the list. */
  read(texts: RawTexts, violations: FoundViolation[]): unknown;
}

/** A parameter to be read. */
interface ParameterFacts {
  readonly operation: Operation;
  readonly parameter: Parameter;
  readonly validators: SchemaValidators;
  readonly integers: IntegerMode;
  /** Whether the parameter, an exploded object, has a property of this name. */
  takes?(name: string): boolean;
}

/** A form that is the whole query is decoded when it is taken apart; JSON that is the whole query has no plus signs. */
const DECODERS: Readonly<Record<string, DecodeText>> = {
  path: decodePathText,
  query: decodeQueryText,
  querystring: decodeNothing,
  header: decodeHeaderText,
  cookie: decodePercent,
};

/** Makes the reader of one parameter. */
export function createParameterReader(facts: ParameterFacts): ParameterReader {
  const { parameter, validators } = facts;
  const { contract } = validators;
  const [mediaType] = parameter.content?.values() ?? [];
  const pointer = childPointer((mediaType ?? parameter).pointer, "schema");
  const value = { ...facts, pointer, hasSchema: (mediaType ?? parameter).schema !== undefined };
  const readTexts =
    mediaType === undefined ? createStyleReader(value) : createContentReader(value, mediaType);
  const settle = createCheck(value);
  const absent = createAbsence(value);
  const allowsEmpty =
    parameter.in === "query" &&
    contract.resolve(childPointer(parameter.pointer, "allowEmptyValue")).value === true;
  const read = (texts: RawTexts, violations: FoundViolation[]): unknown => {
    const reading = readTexts(texts);
    if (reading === undefined) return absent(violations);
    // OpenAPI 3.0.4, 4.7.12.2: a text of no length stands for no value, also where the parameter is required.
    if (allowsEmpty && !("fits" in reading && reading.fits) && isEmpty(texts, parameter)) return absent([]);
    if (!("expected" in reading)) return settle(reading, violations);
    violations.push(malformed(facts, reading.expected));
    return undefined;
  };
  const hasStyle = mediaType === undefined && value.hasSchema;
  const { kinds } = schemaFacts(validators, hasStyle ? [validators.reader.at(pointer)] : []);
  return { textsOf: createTextSource(parameter, kinds), read };
}

interface ValueFacts extends ParameterFacts {
  /** Of the schema. */
  readonly pointer: string;
  readonly hasSchema: boolean;
}

function isEmpty(texts: RawTexts, { name }: Parameter): boolean {
  const own = texts.get(name);
  return own?.length === 1 && own[0] === "";
}

type Read = (texts: RawTexts) => StyledReading;

function createStyleReader({ parameter, validators, pointer, hasSchema, takes }: ValueFacts): Read {
  const { name, style, explode, in: location } = parameter;
  const decode = style === "cookie" ? decodeNothing : (DECODERS[location] ?? decodeNothing);
  const read = hasSchema ? createStyledReader(validators, pointer) : readAsText;
  const source = { name, style, explode, decode, ...(takes && { takes }) };
  return (texts) => read({ ...source, texts });
}

/** A parameter without a schema is text. */
function readAsText({ name, texts, decode }: StyledTexts): StyledReading {
  const raw = texts.get(name)?.[0];
  if (raw === undefined) return undefined;
  const value = decode(raw);
  return value === undefined ? WELL_FORMED : { value, inexact: new Map(), fits: true };
}

function createContentReader(facts: ValueFacts, mediaType: MediaType): Read {
  const { parameter, validators, pointer, hasSchema } = facts;
  const decode = DECODERS[parameter.in] ?? decodeNothing;
  const parse = createParser(facts, mediaType);
  const fits = (value: JsonValue) => !hasSchema || validators.isValid(pointer, value);
  return (texts) => {
    const [raw, ...others] = texts.get(parameter.name) ?? [];
    if (raw === undefined) return undefined;
    if (others.length > 0) return { expected: "sent once" };
    const text = decode(raw);
    if (text === undefined) return WELL_FORMED;
    const typed = parse(text);
    return "expected" in typed ? typed : { ...typed, fits: fits(typed.value) };
  };
}

type ParseText = (text: string) => TypedValue | { readonly expected: string };

function createParser(facts: ValueFacts, mediaType: MediaType): ParseText {
  const isWholeQuery = (facts.parameter.in as string) === "querystring";
  const essence = mediaType.mediaRange.split(";", 1)[0]?.trim() ?? "";
  if (bodyKind(essence) === "form") return createFormParser(facts, mediaType);
  const parse = isJsonMediaType(essence) ? readJson : createTextParser(facts);
  if (!isWholeQuery) return parse;
  return (raw) => {
    const text = decodePathText(raw);
    return text === undefined ? WELL_FORMED : parse(text);
  };
}

const readJson: ParseText = (text) => {
  try {
    return parseJsonText(text);
  } catch {
    return { expected: "JSON text without repeated keys" };
  }
};

/** A form is read as one in a body, by its schema and `encoding`. */
function createFormParser({ validators }: ValueFacts, mediaType: MediaType): ParseText {
  return (body) => {
    const decoded = decodeBody(validators, mediaType, { body, essence: "application/x-www-form-urlencoded" });
    if (decoded.kind !== "value") return WELL_FORMED;
    const [problem] = decoded.problems ?? [];
    return problem === undefined
      ? decoded
      : { expected: `a form whose "${problem.name}" is ${problem.expected}` };
  };
}

/** Text that is not JSON has the type of its schema, like a parameter of any style. */
function createTextParser({ validators, pointer, hasSchema }: ValueFacts): ParseText {
  if (!hasSchema) return (text) => ({ value: text, inexact: new Map() });
  const schemas = [validators.reader.at(pointer)];
  return (text) => {
    const meanings = [...typedValues(validators, schemas, text)];
    const fitting = meanings.find(({ value }) => validators.isValid(pointer, value));
    return fitting ?? meanings[0] ?? { value: text, inexact: new Map() };
  };
}

type Settle = (reading: TypedValue & { readonly fits: boolean }, violations: FoundViolation[]) => unknown;

/** Fills in defaults and makes sure that the value conforms to its schema and lost nothing. */
function createCheck({ parameter, validators, pointer, integers, hasSchema }: ValueFacts): Settle {
  if (!hasSchema) return ({ value }) => value;
  const settle = createSettler(validators, { pointer, integers });
  const location = { in: parameter.in, pointer: childPointer("", parameter.name) };
  return (reading, violations) => {
    const settled = settle(reading);
    for (const lost of settled.lost) {
      violations.push({
        in: location.in,
        pointer: location.pointer + lost.pointer,
        keyword: "exactNumber",
        message: `must be ${lost.expected}`,
        documentPointer: lost.documentPointer,
      });
    }
    if (settled.fits || settled.lost.length > 0) return settled.value;
    for (const violation of explainViolations(validators, pointer, settled.value as JsonValue))
      violations.push(schemaViolation(violation, location));
    return undefined;
  };
}

/** What a parameter that did not come is: its default, or a violation where it is required. */
function createAbsence(facts: ValueFacts): (violations: FoundViolation[]) => unknown {
  const { parameter, validators, pointer, integers, hasSchema } = facts;
  const filled = hasSchema ? createDefaultFiller(validators, pointer)?.(undefined) : undefined;
  if (filled !== undefined) {
    const typed = { value: filled, inexact: new Map<string, string>() };
    const { value } = settleNumbers(validators, typed, { pointer, integers });
    return () => (typeof value === "object" ? structuredClone(value) : value);
  }
  if (!parameter.required) return () => undefined;
  return (violations) => {
    violations.push({
      in: parameter.in,
      pointer: childPointer("", parameter.name),
      keyword: "required",
      message: "is required",
      documentPointer: childPointer(parameter.pointer, "required"),
    });
  };
}

function malformed({ parameter }: ParameterFacts, expected: string): FoundViolation {
  const isEncoding = expected === WELL_FORMED.expected;
  const keyword = isEncoding ? "encoding" : parameter.content === undefined ? "style" : "mediaType";
  return {
    in: parameter.in,
    pointer: childPointer("", parameter.name),
    keyword,
    message: `must be ${expected}`,
    documentPointer: parameter.pointer,
  };
}
