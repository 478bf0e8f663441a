import type { Conjunction, Piece } from "./Conjunction.ts";
import { childPlaces } from "./childPlaces.ts";
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
        if (stop.hops.length < MAX_HOPS) next.push(...childrenOf(stop, { way, conjunction }));
      }
    }
    stops = next;
  }
  return sites;
}

function childrenOf(
  { hops, pieces: from, instancePointer }: Stop,
  { way, conjunction }: { readonly way: number; readonly conjunction: Conjunction },
): readonly Stop[] {
  return childPlaces(conjunction).map(({ child, pieces, segment }) => ({
    hops: [...hops, { pieces: from, way, child }],
    pieces,
    instancePointer: `${instancePointer}/${segment}`,
  }));
}
