import type { JsonValue } from "@gatehouse/contract";
import type { Channel } from "./Channel.ts";
import type { Constraint } from "./Conjunction.ts";
import type { Position } from "./Position.ts";
import type { Target } from "./Target.ts";
import type { ValueSource } from "./ValueSource.ts";
import { valuesAlong } from "./valuesAlong.ts";
import { violationsOf } from "./violations.ts";

/** The values that violate one keyword at a position and conform everywhere else. */
export function violationTargets(
  source: ValueSource,
  position: Position,
  channel: Channel,
): readonly Target[] {
  const demands = position.conjunction.filter(({ isAssumed }) => isAssumed !== true);
  return demands.flatMap((constraint) =>
    Object.entries(constraint.schema).flatMap(([keyword, value]) =>
      targetsOf({ source, position, channel }, { constraint, keyword, value }),
    ),
  );
}

interface TargetContext {
  readonly source: ValueSource;
  readonly position: Position;
  readonly channel: Channel;
}

interface Keyword {
  readonly constraint: Constraint;
  readonly keyword: string;
  readonly value: JsonValue;
}

function targetsOf(
  { source, position, channel }: TargetContext,
  { constraint, keyword, value }: Keyword,
): readonly Target[] {
  const context = { source, conjunction: position.conjunction, constraint, channel };
  return violationsOf(context, keyword, value).flatMap((violation) => {
    const values = valuesAlong(source, position.hops, {
      context: { channel, depth: 0 },
      leaf: violation.leaf,
    });
    if (values === undefined) return [];
    const { instancePointer } = position;
    return [
      {
        pointer: constraint.pointer,
        keyword: nameOf(constraint, keyword),
        what: violation.what,
        instancePointer,
        values,
      },
    ];
  });
}

/** What was made from a discriminator stands under that name in the document. */
function nameOf({ made }: Constraint, keyword: string): string {
  return made === true ? "discriminator" : keyword;
}
