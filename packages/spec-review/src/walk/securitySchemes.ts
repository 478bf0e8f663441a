import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { type Place, places } from "../document/Place.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import type { Kept } from "./OperationPair.ts";

/** A scheme that both documents have under the same name. */
export interface KeptScheme extends Kept<Place> {
  readonly name: string;
}

/** The schemes of two documents, and how a scheme of the new one is called in the old one. */
export interface MatchedSchemes {
  readonly kept: readonly KeptScheme[];
  /** By its name in the new document the name of the same scheme in the old one. */
  readonly oldNames: ReadonlyMap<string, string>;
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

function schemesOf({ root }: ReviewedDocument): Map<string, Place> {
  return places.entries(root, places.child(root, places.root(root), "components", "securitySchemes"));
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
