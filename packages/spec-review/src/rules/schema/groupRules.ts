import { childPointer, isJsonObject, type JsonValue, schemasIn } from "@gatehouse/contract";
import { type Facets, pickKeywords } from "../../facets/readFacets.ts";
import type { Keywords } from "../../schema/SchemaNode.ts";
import type { KeywordRule, KeywordValue } from "../Rule.ts";
import { words } from "../words.ts";

/** What is particular to a keyword, or to keywords that only make sense together. */
interface GroupWords {
  readonly id: string;
  readonly summary: string;
  /** The keyword that the group is named after, and its companions. */
  readonly keywords: readonly [keyof Keywords & string, ...(keyof Keywords & string)[]];
  readonly request: { readonly why: string; readonly remedy: string };
  readonly response: { readonly why: string; readonly remedy: string };
  /** @default what the keywords say at each place */
  readonly demand?: KeywordRule["demand"];
}

/** A rule about a group of keywords, weighed as a whole. */
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
      "`pattern` changed: in a request texts that used to match are rejected, in a response texts arrive that the old " +
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
      "`uniqueItems` changed: in a request lists with repetitions are rejected, in a response repetitions reach clients " +
      "who use the items as keys.",
    request: {
      why: "Callers who repeat an item are rejected.",
      remedy: "Drop repetitions on the server instead of rejecting the list.",
    },
    response: {
      why: "Clients who use the items as keys or as a set can now meet the same item twice.",
      remedy: "Keep removing repetitions in this response.",
    },
  },
  {
    id: "contains-changed",
    keywords: ["contains", "minContains", "maxContains"],
    summary:
      "`contains` or one of its counts changed: in a request lists without the items now asked for are rejected, in a " +
      "response the items that clients count on may be missing or too many.",
    request: {
      why: "Callers who send lists as the old document allows them are rejected.",
      remedy: "Add the missing item on the server, or ask for it in a new member.",
    },
    response: {
      why: "Clients who look for these items in the list may no longer find them, or find more than they can take.",
      remedy: "Keep sending the items that the old document promises.",
    },
  },
  {
    id: "unevaluated-items-changed",
    keywords: ["unevaluatedItems"],
    summary:
      "`unevaluatedItems` changed: in a request items beyond the described ones are rejected, in a response they " +
      "reach clients who were promised there would be none.",
    request: {
      why: "Callers who send items beyond the described ones are rejected.",
      remedy: "Ignore further items on the server instead of rejecting them.",
    },
    response: {
      why: "Clients who take the described items for all of them can now receive more.",
      remedy: "Keep the list closed, and describe every item that is sent.",
    },
    // What it concerns depends on the whole schema.
    demand: wholeOf,
  },
  {
    id: "property-names-changed",
    keywords: ["propertyNames"],
    summary:
      "`propertyNames` changed: in a request objects with names that used to be fine are rejected, in a response names " +
      "arrive that the old document ruled out.",
    request: {
      why: "Callers who use names that the old document allows are rejected.",
      remedy: "Keep accepting the old names, and translate them on the server.",
    },
    response: {
      why: "Clients who turn the names into identifiers, columns or paths can now receive names of another form.",
      remedy: "Keep the names in this response to the old form.",
    },
  },
  {
    id: "dependent-required-changed",
    keywords: ["dependentRequired"],
    summary:
      "`dependentRequired` changed: in a request a member now demands another one, in a response a member may come " +
      "without the one that used to come with it.",
    request: {
      why: "Callers who send the member without the others now demanded are rejected.",
      remedy: "Give the others a default on the server instead of demanding them.",
    },
    response: {
      why: "Clients who read the others whenever the member is there may find them missing.",
      remedy: "Keep sending the members together.",
    },
  },
  {
    id: "dependent-schemas-changed",
    keywords: ["dependentSchemas"],
    summary:
      "`dependentSchemas` changed: what holds once a member is present is stricter for requests, or looser for " +
      "responses, than callers and clients know.",
    request: {
      why: "Callers who send the member with the rest as the old document allows are rejected.",
      remedy: "Demand the new form only where a new member asks for it.",
    },
    response: {
      why: "Clients who rely on the form that came with the member can now receive another one.",
      remedy: "Keep the old form whenever the member is present.",
    },
  },
  {
    id: "unevaluated-properties-changed",
    keywords: ["unevaluatedProperties"],
    summary:
      "`unevaluatedProperties` changed: in a request members that the document does not name are rejected, in a " +
      "response they reach clients who were promised there would be none.",
    request: {
      why: "Callers who send members that the document does not name are rejected.",
      remedy: "Ignore unknown members on the server instead of rejecting them.",
    },
    response: {
      why: "Clients who reject or choke on members they do not know can now receive some.",
      remedy: "Keep the object closed, and name every member that is sent.",
    },
    // What it concerns depends on the whole schema.
    demand: wholeOf,
  },
  {
    id: "not-changed",
    keywords: ["not"],
    summary:
      "`not` changed: in a request values that used to be fine are now ruled out, in a response values arrive that " +
      "used to be ruled out.",
    request: {
      why: "Callers who send values that are now ruled out are rejected.",
      remedy: "Go on accepting these values, or handle them on the server.",
    },
    response: {
      why: "Clients who were promised never to see these values can now receive them.",
      remedy: "Keep ruling these values out in this response.",
    },
  },
  {
    id: "condition-changed",
    keywords: ["if", "then", "else"],
    summary:
      "A condition (`if`, `then`, `else`) changed: under it requests that used to be fine are rejected, or responses " +
      "take a form that clients do not know.",
    request: {
      why: "Callers whose values meet the condition, and were fine before, are rejected.",
      remedy: "Tie the new demand to something new, so that no old request meets the condition.",
    },
    response: {
      why: "Clients who rely on what the condition promised can now receive other values.",
      remedy: "Keep the promise of the old condition in this response.",
    },
  },
];

/** The rules about single keywords and groups of them, which differ in their words only. */
export const groupRules: readonly KeywordRule[] = GROUPS.map(groupRule);
