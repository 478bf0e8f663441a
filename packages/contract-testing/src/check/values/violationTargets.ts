import type { JsonValue } from "@gatehouse/contract";
import type { Channel } from "./Channel.ts";
import type { Constraint } from "./Conjunction.ts";
import type { Site } from "./Site.ts";
import type { Target } from "./Target.ts";
import type { ValueSource } from "./ValueSource.ts";
import { valuesAlong } from "./valuesAlong.ts";
import { violationsOf } from "./violations.ts";

/** The values that break one keyword at a place and fit everywhere else. */
export function violationTargets(source: ValueSource, site: Site, channel: Channel): readonly Target[] {
  const demands = site.conjunction.filter(({ isAssumed }) => isAssumed !== true);
  return demands.flatMap((constraint) =>
    Object.entries(constraint.schema).flatMap(([keyword, value]) =>
      targetsOf({ source, site, channel }, { constraint, keyword, value }),
    ),
  );
}

interface Scene {
  readonly source: ValueSource;
  readonly site: Site;
  readonly channel: Channel;
}

interface Keyword {
  readonly constraint: Constraint;
  readonly keyword: string;
  readonly value: JsonValue;
}

function targetsOf(
  { source, site, channel }: Scene,
  { constraint, keyword, value }: Keyword,
): readonly Target[] {
  const probeContext = { source, conjunction: site.conjunction, constraint, channel };
  return violationsOf(probeContext, keyword, value).flatMap((violation) => {
    const values = valuesAlong(source, site.hops, { place: { channel, depth: 0 }, leaf: violation.leaf });
    if (values === undefined) return [];
    const { instancePointer } = site;
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
