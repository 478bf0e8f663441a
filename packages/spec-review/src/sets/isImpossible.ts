import { memberPatterns, spelledNames, strangeMemberTerm } from "./memberTerm.ts";
import type { SetSpace } from "./SetSpace.ts";
import { subsetsOf } from "./subsetsOf.ts";
import type { ObjectCell, SomeMember } from "./Term.ts";
import { terms } from "./terms.ts";

/** Tells whether no member with an unspelled name can be of the kind, whichever patterns its name matches. */
export function isImpossible(space: SetSpace, cell: ObjectCell, member: SomeMember): boolean {
  const known = memberPatterns(cell);
  const free = known.filter((pattern) => pattern !== member.within && !member.patterns.includes(pattern));
  const fixed = member.within !== undefined && known.includes(member.within) ? [member.within] : [];
  return subsetsOf(space, free).every((subset) => {
    const matching = [...subset, ...(member.within === undefined ? [] : [member.within])];
    const notMatching = [...member.patterns, ...free.filter((pattern) => !subset.includes(pattern))];
    if (hasNoName(space, cell, { names: member.names, matching, notMatching })) return true;
    const there = strangeMemberTerm(space, cell, new Set([...subset, ...fixed]));
    return space.isEmpty(terms.all([there, member.term]));
  });
}

interface Naming {
  readonly names: ReadonlySet<string>;
  readonly matching: readonly string[];
  readonly notMatching: readonly string[];
}

/** Names that are spelled out are asked about one by one, so here they are left out where that may help. */
function hasNoName(space: SetSpace, cell: ObjectCell, { names, matching, notMatching }: Naming): boolean {
  if (matching.length + notMatching.length === 0) return false;
  const { matches } = space.evaluation;
  const known = new Set([...names, ...spelledNames(cell)]);
  const spelled = [...known].filter((name) => matching.every((pattern) => matches(pattern, name)));
  const others = matching.length > 0 && spelled.length <= MOST_SPELLED ? spelled.map(exactly) : [];
  const limits = { minLength: 0, maxLength: Number.POSITIVE_INFINITY };
  return space.texts.find({ matching, notMatching: [...notMatching, ...others], ...limits }) === "none";
}

/** More names than this make the search long and its success unlikely. */
const MOST_SPELLED = 8;

function exactly(name: string): string {
  return `^${name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, "\\$&")}$`;
}
