import type { Channel } from "./Channel.ts";
import type { Conjunction, Piece } from "./Conjunction.ts";
import { childSchemas } from "./childSchemas.ts";
import type { Hop, Position } from "./Position.ts";
import type { Target } from "./Target.ts";
import type { ValueSource } from "./ValueSource.ts";

const MAX_POSITIONS = 1_500;
const MAX_HOPS = 7;

interface Stop {
  readonly hops: readonly Hop[];
  readonly pieces: readonly Piece[];
  readonly instancePointer: string;
}

/**
 * Lists the positions inside the values of schemas, those nearest to the root first. Schemas that come again further
 * inside are looked at once: what holds for the first holds for the others.
 */
export function collectPositions(source: ValueSource, pieces: readonly Piece[]): readonly Position[] {
  const positions: Position[] = [];
  const seen = new Set<string>();
  let stops: readonly Stop[] = [{ hops: [], pieces, instancePointer: "" }];
  while (stops.length > 0 && positions.length < MAX_POSITIONS) {
    const next: Stop[] = [];
    for (const stop of stops) {
      for (const [way, conjunction] of source.expand(stop.pieces).entries()) {
        const key = conjunction.map(({ pointer }) => pointer).join(" ");
        if (conjunction.length === 0 || seen.has(key)) continue;
        seen.add(key);
        positions.push({ ...stop, way, conjunction });
        if (stop.hops.length < MAX_HOPS) next.push(...childrenOf(stop, { way, conjunction }));
      }
    }
    stops = next;
  }
  return positions;
}

function childrenOf(
  { hops, pieces: from, instancePointer }: Stop,
  { way, conjunction }: { readonly way: number; readonly conjunction: Conjunction },
): readonly Stop[] {
  return childSchemas(conjunction).map(({ child, pieces, segment }) => ({
    hops: [...hops, { pieces: from, way, child }],
    pieces,
    instancePointer: `${instancePointer}/${segment}`,
  }));
}

/** A part of a request that has values. */
interface ValuePart {
  readonly pieces: readonly Piece[];
  readonly channel: Channel;
}

/** Makes a function that gathers the targets of all positions of a part, once: all checks of a document share them. */
export function targetsByPart(
  targetsAt: (source: ValueSource, position: Position, channel: Channel) => readonly Target[],
): (source: ValueSource, part: ValuePart) => readonly Target[] {
  const known = new WeakMap<ValuePart, readonly Target[]>();
  return (source, part) => {
    const targets =
      known.get(part) ??
      collectPositions(source, part.pieces).flatMap((position) => targetsAt(source, position, part.channel));
    known.set(part, targets);
    return targets;
  };
}
