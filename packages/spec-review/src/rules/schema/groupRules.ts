import { childPointer, isJsonObject, type JsonValue, schemasIn } from "@gatehouse/contract";
import { type Facets, pickKeywords } from "../../facets/readFacets.ts";
import type { Keywords } from "../../schema/SchemaNode.ts";
import type { KeywordRule, KeywordValue } from "../Rule.ts";
import { words } from "../words.ts";

/** The texts of a rule about a keyword, or about keywords that only make sense together. */
interface GroupWords {
  readonly id: string;
  readonly summary: string;
  /** The keyword that the group is named after, and its companions. */
  readonly keywords: readonly [keyof Keywords & string, ...(keyof Keywords & string)[]];
  readonly request: { readonly why: string; readonly remedy: string };
  readonly response: { readonly why: string; readonly remedy: string };
  /** @default the keywords of each merged schema */
  readonly demand?: KeywordRule["demand"];
}

/** Creates a rule about a group of keywords, which are compared as a whole. */
export function groupRule({ id, summary, keywords, request, response, demand }: GroupWords): KeywordRule {
  return {
    id,
    summary,
    severity: "breaking",
    read: (facets) => readGroup(facets, keywords),
    schemas: ({ nodes }) =>
      nodes.flatMap((node) => keywords.flatMap((name) => schemasIn(node.keywords[name]))),
    demand: demand ?? (({ nodes }) => nodes.map((node) => pickKeywords(node.keywords, keywords))),
    describe: (change) => ({
      title: words.keywordChange(keywords[0], change),
      why: words.byDirection(change, { request: request.why, response: response.why }),
      remedy: words.byDirection(change, { request: request.remedy, response: response.remedy }),
    }),
  };
}

function readGroup(facets: Facets, keywords: readonly string[]): KeywordValue | undefined {
  for (const { raw, pointer } of facets.nodes) {
    if (!isJsonObject(raw)) continue;
    const found = keywords.filter((keyword) => raw[keyword] !== undefined);
    const [first] = found;
    if (first === undefined) continue;
    const value =
      found.length === 1 ? raw[first] : Object.fromEntries(found.map((name) => [name, raw[name]]));
    return { pointer: childPointer(pointer, first), value: (value ?? null) as JsonValue };
  }
  return undefined;
}

function wholeOf({ node }: Facets): readonly Keywords[] {
  return [{ allOf: [node] }];
}

const GROUPS: readonly GroupWords[] = [
  {
    id: "pattern-changed",
    keywords: ["pattern"],
    summary:
      "`pattern` changed: in a request, texts that used to match are rejected; in a response, clients get texts that the old " +
      "pattern ruled out. Patterns are compared as regular languages, not as text.",
    request: {
      why: "Callers who send texts that the old pattern allows are rejected.",
      remedy: "Widen the pattern instead of replacing it, or normalise the text on the server.",
    },
    response: {
      why: "Clients who parse or validate by the old pattern can now receive texts that do not match it.",
      remedy: "Keep to the old form in this response, or send the new form under a new member.",
    },
  },
  {
    id: "unique-items-changed",
    keywords: ["uniqueItems"],
    summary:
      "`uniqueItems` changed: in a request, lists with repetitions are rejected; in a response, repetitions reach clients " +
      "who use the items as keys.",
    request: {
      why: "Callers who repeat an item are rejected.",
      remedy: "Drop repetitions on the server instead of rejecting the list.",
    },
    response: {
      why: "Clients who use the items as keys or as a set can now get the same item twice.",
      remedy: "Keep removing repetitions in this response.",
    },
  },
  {
    id: "contains-changed",
    keywords: ["contains", "minContains", "maxContains"],
    summary:
      "`contains` or one of its counts changed: in a request, lists without the demanded items are rejected; in a " +
      "response, the items that clients rely on may be missing, or too many.",
    request: {
      why: "Callers who send lists as the old document allows them are rejected.",
      remedy: "Add the missing item on the server, or demand it in a new member.",
    },
    response: {
      why: "Clients who look for these items may no longer find them, or find more than they can handle.",
      remedy: "Keep sending the items that the old document promises.",
    },
  },
  {
    id: "unevaluated-items-changed",
    keywords: ["unevaluatedItems"],
    summary:
      "`unevaluatedItems` changed: in a request, items beyond the described ones are rejected; in a response, they " +
      "reach clients who were promised none.",
    request: {
      why: "Callers who send items beyond the described ones are rejected.",
      remedy: "Ignore further items on the server instead of rejecting them.",
    },
    response: {
      why: "Clients who rely on the described items only can now receive more.",
      remedy: "Keep the list closed, and describe every item that is sent.",
    },
    // Its effect depends on the whole schema.
    demand: wholeOf,
  },
  {
    id: "property-names-changed",
    keywords: ["propertyNames"],
    summary:
      "`propertyNames` changed: in a request, objects with names that used to be valid are rejected; in a response, clients " +
      "get names that the old document ruled out.",
    request: {
      why: "Callers who use names that the old document allows are rejected.",
      remedy: "Keep accepting the old names, and translate them on the server.",
    },
    response: {
      why: "Clients who use the names as identifiers, columns or paths can now receive names of another form.",
      remedy: "Keep the old form of names in this response.",
    },
  },
  {
    id: "dependent-required-changed",
    keywords: ["dependentRequired"],
    summary:
      "`dependentRequired` changed: in a request, a member now demands another one; in a response, a member may be sent " +
      "without the one that used to be sent with it.",
    request: {
      why: "Callers who send the member without the demanded ones are rejected.",
      remedy: "Give the others a default on the server instead of demanding them.",
    },
    response: {
      why: "Clients who read the others together with the member may not find them.",
      remedy: "Keep sending the members together.",
    },
  },
  {
    id: "dependent-schemas-changed",
    keywords: ["dependentSchemas"],
    summary:
      "`dependentSchemas` changed: the conditions for objects with a member are stricter for requests, or looser for " +
      "responses, than callers and clients know.",
    request: {
      why: "Callers who send the member in an object that the old document allows are rejected.",
      remedy: "Only demand the new form together with a new member.",
    },
    response: {
      why: "Clients who rely on the form of objects with the member can now receive another one.",
      remedy: "Keep the old form whenever the member is present.",
    },
  },
  {
    id: "unevaluated-properties-changed",
    keywords: ["unevaluatedProperties"],
    summary:
      "`unevaluatedProperties` changed: in a request, members that the document does not name are rejected; in a " +
      "response, they reach clients who were promised none.",
    request: {
      why: "Callers who send members that the document does not name are rejected.",
      remedy: "Ignore unknown members on the server instead of rejecting them.",
    },
    response: {
      why: "Clients who reject members that they do not know can now receive some.",
      remedy: "Keep the object closed, and name every member that is sent.",
    },
    // Its effect depends on the whole schema.
    demand: wholeOf,
  },
  {
    id: "not-changed",
    keywords: ["not"],
    summary:
      "`not` changed: in a request, values that used to be valid are now ruled out; in a response, clients get values that " +
      "used to be ruled out.",
    request: {
      why: "Callers who send values that are now ruled out are rejected.",
      remedy: "Keep accepting these values, or convert them on the server.",
    },
    response: {
      why: "Clients who were promised never to get these values can now receive them.",
      remedy: "Keep ruling these values out in this response.",
    },
  },
  {
    id: "condition-changed",
    keywords: ["if", "then", "else"],
    summary:
      "A condition (`if`, `then`, `else`) changed: under it, requests that used to be valid are rejected, or responses " +
      "have a form that clients do not know.",
    request: {
      why: "Callers whose values meet the condition, and were valid before, are rejected.",
      remedy: "Tie the new demand to a new member, so that no old request meets the condition.",
    },
    response: {
      why: "Clients who rely on what the condition promised can now receive other values.",
      remedy: "Keep the promise of the old condition in this response.",
    },
  },
];

/** The rules about single keywords and groups of them, which differ in their words only. */
export const groupRules: readonly KeywordRule[] = GROUPS.map(groupRule);
