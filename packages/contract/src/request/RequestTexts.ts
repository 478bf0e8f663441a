import type { FormProblem } from "../body/formReader.ts";
import type { JsonValue, Parameter } from "../Contract.ts";
import {
  decodeQueryText,
  type RawTexts,
  type SplitPairs,
  splitCookies,
  splitFormPairs,
  withoutQuotes,
} from "../style/RawTexts.ts";
import { spreadCookies, type ValueKind } from "../style/splitStyled.ts";

/** A request to an operation as it came; the body alone is decoded. */
export interface RequestFacts {
  /** By name, as `match` gives them: still percent-encoded. */
  readonly rawPathParameters: Readonly<Record<string, string>>;
  /** The query as it came, without `?`; empty where there is none. */
  readonly rawQuery: string;
  /** By lower-case name; several lines of one header are one value, joined by commas (RFC 9110, 5.3). */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The key of the document's `content` map that the body falls under; `undefined` where no body came. */
  readonly mediaKey: string | undefined;
  /** What the body holds: a JSON value, text or bytes; `undefined` where no body came. */
  readonly body: unknown;
  /** By JSON pointer into the body: the texts of numbers that JavaScript cannot hold, as `parseJsonText` gives them. */
  readonly inexact?: ReadonlyMap<string, string> | undefined;
  /** The body is text that its schema is not about: XML under a schema for objects. */
  readonly isOpaque?: boolean | undefined;
  /** The items of the body, a text that is a sequence of them. */
  readonly items?: readonly JsonValue[] | undefined;
  /** What could not be read of a form. */
  readonly formProblems?: readonly FormProblem[] | undefined;
}

/** The texts of one request, each part taken apart on first use. */
export class RequestTexts {
  readonly facts: RequestFacts;
  #query: SplitPairs | undefined;
  #cookies: RawTexts | undefined;

  constructor(facts: RequestFacts) {
    this.facts = facts;
  }

  get query(): SplitPairs {
    this.#query ??= splitFormPairs(this.facts.rawQuery, decodeQueryText);
    return this.#query;
  }

  get cookies(): RawTexts {
    const { cookie } = this.facts.headers;
    this.#cookies ??= splitCookies(typeof cookie === "string" ? cookie : undefined);
    return this.#cookies;
  }
}

/** Finds the texts that a parameter is read from. */
export type TextSource = (texts: RequestTexts) => RawTexts;

const NO_TEXTS: RawTexts = new Map();

/** Makes the source of a parameter's texts. */
export function createTextSource(parameter: Parameter, kinds: ReadonlySet<ValueKind>): TextSource {
  const { name } = parameter;
  switch (parameter.in as Parameter["in"] | "querystring") {
    case "path":
      return ({ facts }) => alone(name, ownText(facts.rawPathParameters, name));
    case "header":
      return ({ facts }) => alone(name, ownText(facts.headers, name.toLowerCase()));
    case "cookie":
      return createCookieSource(parameter, kinds);
    case "query":
      return ({ query }) => query.texts;
    case "querystring":
      return ({ facts: { rawQuery } }) => alone(name, rawQuery === "" ? undefined : rawQuery);
  }
}

function ownText(
  texts: Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string | undefined {
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
  return typeof text === "object" ? text.join(", ") : text;
}

function alone(name: string, text: string | undefined): RawTexts {
  return text === undefined ? NO_TEXTS : new Map([[name, [text]]]);
}

/** Of two cookies with one name the first counts, which browsers send for the longer path (RFC 6265, 5.4). */
function createCookieSource({ name, style, explode }: Parameter, kinds: ReadonlySet<ValueKind>): TextSource {
  if (style === "cookie" && explode && !kinds.has("primitive")) return ({ cookies }) => cookies;
  if (explode && style === "form" && !kinds.has("primitive")) {
    return ({ cookies }) => spreadCookies(bareTexts(cookies), { name, explode });
  }
  return ({ cookies }) => {
    const [text] = cookies.get(name) ?? [];
    return alone(name, text === undefined || style === "cookie" ? text : withoutQuotes(text));
  };
}

function bareTexts(cookies: RawTexts): RawTexts {
  return new Map([...cookies].map(([name, texts]) => [name, texts.map(withoutQuotes)]));
}
