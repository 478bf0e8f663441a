import { escapeSegment } from "../../load/jsonPointer.ts";
import { isObject } from "../../load/jsonValues.ts";
import { restPieces } from "./arrayArbitrary.ts";
import type { Conjunction, Piece } from "./Conjunction.ts";
import { objectFacts } from "./objectFacts.ts";
import type { Hop, Site } from "./Site.ts";
import type { ValueSource } from "./ValueSource.ts";

const MAX_SITES = 1_500;
const MAX_HOPS = 7;

interface Stop {
  readonly hops: readonly Hop[];
  readonly pieces: readonly Piece[];
  readonly instancePointer: string;
}

/**
 * Lists the places inside the values of schemas, those nearest to the root first. Schemas that come again further
 * inside are looked at once: what holds for the first holds for the others.
 */
export function collectSites(source: ValueSource, pieces: readonly Piece[]): readonly Site[] {
  const sites: Site[] = [];
  const seen = new Set<string>();
  let stops: readonly Stop[] = [{ hops: [], pieces, instancePointer: "" }];
  while (stops.length > 0 && sites.length < MAX_SITES) {
    const next: Stop[] = [];
    for (const stop of stops) {
      for (const [way, conjunction] of source.expand(stop.pieces).entries()) {
        const key = conjunction.map(({ pointer }) => pointer).join(" ");
        if (conjunction.length === 0 || seen.has(key)) continue;
        seen.add(key);
        sites.push({ ...stop, way, conjunction });
        if (stop.hops.length < MAX_HOPS) next.push(...childrenOf(source, stop, { way, conjunction }));
      }
    }
    stops = next;
  }
  return sites;
}

function childrenOf(
  source: ValueSource,
  { hops, pieces: from, instancePointer }: Stop,
  { way, conjunction }: { readonly way: number; readonly conjunction: Conjunction },
): readonly Stop[] {
  const facts = objectFacts(source.contract, conjunction);
  const stops: Stop[] = [];
  for (const [name, pieces] of facts.properties) {
    const hop: Hop = { pieces: from, way, child: { kind: "property", name } };
    stops.push({
      hops: [...hops, hop],
      pieces,
      instancePointer: `${instancePointer}/${escapeSegment(name)}`,
    });
  }
  const { additional } = facts;
  if (additional !== undefined && additional.length > 0) {
    const hop: Hop = { pieces: from, way, child: { kind: "additional" } };
    stops.push({ hops: [...hops, hop], pieces: additional, instancePointer: `${instancePointer}/*` });
  }
  const items = restPieces(conjunction) ?? [];
  const isList = conjunction.every(({ schema }) => schema.prefixItems === undefined);
  if (isList && items.some(({ schema }) => isObject(schema))) {
    const hop: Hop = { pieces: from, way, child: { kind: "item" } };
    stops.push({ hops: [...hops, hop], pieces: items, instancePointer: `${instancePointer}/*` });
  }
  return stops;
}
