import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { type DocumentNode, documentNodes } from "../document/DocumentNode.ts";
import type { SecurityAlternative } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import type { Kept, OperationPair } from "./DocumentPair.ts";

/** A scheme that both documents have under the same name. */
interface KeptScheme extends Kept<DocumentNode> {
  readonly name: string;
}

/** The schemes of two documents, and how a scheme of the new one is called in the old one. */
interface MatchedSchemes {
  readonly kept: readonly KeptScheme[];
  /** By its name in the new document the name of the same scheme in the old one. */
  readonly oldNames: ReadonlyMap<string, string>;
}

/** A way to get in that is no longer enough. */
interface SecurityGap {
  readonly alternative: SecurityAlternative;
  /** Set where the same schemes would still do, with these scopes in addition. */
  readonly missingScopes: readonly string[] | undefined;
}

/** Matches security schemes by name, and where the name is new by what they mean: a new name alone changes nothing. */
export function matchSchemes({ base, head }: Kept<ReviewedDocument>): MatchedSchemes {
  const [old, now] = [schemesOf(base), schemesOf(head)];
  const kept: KeptScheme[] = [];
  const oldNames = new Map<string, string>();
  for (const [name, scheme] of now) {
    const same = old.get(name);
    if (same) kept.push({ name, base: same, head: scheme });
    const meaning = canonicalJson(schemeMeaning(scheme.value));
    const twin = [...old].find(([, other]) => canonicalJson(schemeMeaning(other.value)) === meaning);
    oldNames.set(name, same ? name : (twin?.[0] ?? name));
  }
  return { kept, oldNames };
}

function schemesOf({ root }: ReviewedDocument): Map<string, DocumentNode> {
  return documentNodes.entries(
    root,
    documentNodes.child(root, documentNodes.root(root), "components", "securitySchemes"),
  );
}

/** What a scheme asks of a caller, in words that can be compared; scopes are compared where they are used. */
export function schemeMeaning(scheme: JsonObject): JsonObject {
  const { type } = scheme;
  switch (type) {
    case "apiKey": {
      const name = String(scheme.name ?? "");
      return { type, in: scheme.in ?? null, name: scheme.in === "header" ? name.toLowerCase() : name };
    }
    case "http":
      return { type, scheme: String(scheme.scheme ?? "").toLowerCase() };
    case "oauth2":
      return { type, flows: flowsMeaning(scheme.flows) };
    case "openIdConnect":
      return { type, openIdConnectUrl: scheme.openIdConnectUrl ?? null };
    default:
      return { type: type ?? null };
  }
}

function flowsMeaning(flows: JsonValue | undefined): JsonObject {
  if (!isJsonObject(flows)) return {};
  return Object.fromEntries(
    Object.entries(flows).flatMap(([kind, flow]) => {
      if (!isJsonObject(flow)) return [];
      const { authorizationUrl = null, tokenUrl = null, refreshUrl } = flow;
      return [[kind, { authorizationUrl, tokenUrl, ...(refreshUrl !== undefined && { refreshUrl }) }]];
    }),
  );
}

/** The alternatives of the old operation that are not enough for the new one. */
export function securityGaps(pair: OperationPair): SecurityGap[] {
  if (pair.kind !== "operation") return [];
  const now = renamed(pair);
  return pair.base.security.alternatives
    .filter((alternative) => !now.some((other) => suffices(alternative, other)))
    .map((alternative) => ({ alternative, missingScopes: missingScopes(alternative, now) }));
}

/** The alternatives of the new operation that the old one did not accept. */
export function securityOpenings(pair: OperationPair): SecurityAlternative[] {
  if (pair.kind !== "operation") return [];
  const old = pair.base.security.alternatives;
  return renamed(pair).filter((alternative) => !old.some((other) => suffices(alternative, other)));
}

/**
 * If the server is the caller: the credentials that it may now send and that are not enough for a receiver who checks
 * the old document. Requirements that are inherited from the document do not count: they are meant for its operations.
 */
export function securityLosses(pair: OperationPair): SecurityAlternative[] {
  const { base, head, kind } = pair;
  const isInherited = base.security.pointer === "/security" && head.security.pointer === "/security";
  if (kind === "operation" || isInherited) return [];
  const asked = base.security.alternatives;
  return renamed(pair).filter((alternative) => !asked.some((other) => suffices(alternative, other)));
}

function renamed({ oldSchemeNames, head }: OperationPair): SecurityAlternative[] {
  return head.security.alternatives.map(
    (alternative) =>
      new Map([...alternative].map(([name, scopes]) => [oldSchemeNames.get(name) ?? name, scopes])),
  );
}

/** Whether a caller that meets the first alternative also meets the second. */
function suffices(given: SecurityAlternative, asked: SecurityAlternative): boolean {
  return [...asked].every(([name, scopes]) => {
    const own = given.get(name);
    return own !== undefined && scopes.every((scope) => own.includes(scope));
  });
}

function missingScopes(
  given: SecurityAlternative,
  asked: readonly SecurityAlternative[],
): readonly string[] | undefined {
  const candidates = asked
    .filter((other) => [...other.keys()].every((name) => given.has(name)))
    .map((other) =>
      [...other].flatMap(([name, scopes]) => scopes.filter((scope) => !given.get(name)?.includes(scope))),
    );
  return candidates.toSorted((left, right) => left.length - right.length)[0];
}
