import { memberPatterns, strangeMemberTerm } from "./memberTerm.ts";
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
    if (hasNoName(space, matching, notMatching)) return true;
    const there = strangeMemberTerm(space, cell, new Set([...subset, ...fixed]));
    return space.isEmpty(terms.all([there, member.term]));
  });
}

function hasNoName(space: SetSpace, matching: readonly string[], notMatching: readonly string[]): boolean {
  if (matching.length === 0) return false;
  return (
    space.texts.find({ matching, notMatching, minLength: 0, maxLength: Number.POSITIVE_INFINITY }) === "none"
  );
}
