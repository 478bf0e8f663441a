import type { ResponseView } from "../document/OperationView.ts";
import type { Place } from "../document/Place.ts";
import { covers } from "./covers.ts";
import { matchByKey } from "./matchByKey.ts";
import { matchCovered } from "./matchCovered.ts";
import type { Kept, ResponsePair } from "./OperationPair.ts";

/** Puts the two versions of a response side by side. */
export function pairResponse({ base, head }: Kept<ResponseView>): ResponsePair {
  return {
    base,
    head,
    types: matchCovered(base.content, head.content, covers.mediaType),
    links: matchByKey(named(base.links), named(head.links)),
  };
}

function named(links: ReadonlyMap<string, Place>): Map<string, readonly [string, Place]> {
  return new Map([...links].map(([name, link]) => [name, [name, link] as const]));
}
