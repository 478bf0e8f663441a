import { childExchange } from "./childExchange.ts";
import type { SetSpace } from "./SetSpace.ts";
import { type ArrayCell, type ObjectCell, type ObjectPart, type Term, terms } from "./Term.ts";

/** What an object of the cell may hold under a name; nothing, where the name cannot be present. */
export function memberTerm(space: SetSpace, cell: ObjectCell, name: string): Term {
  if (!cell.names.every((term) => space.contains(term, name))) return terms.nothing;
  const matches = (pattern: string) => space.evaluation.matches(pattern, name);
  const term = terms.all(cell.parts.map((part) => partTerm(part, name, matches)));
  if (!cell.sent) return term;
  const sent = childExchange.member(cell.sent, name, matches);
  return sent === "unheard" ? terms.nothing : terms.sent(term, sent);
}

/**
 * What an object of the cell may hold under a name that none of its parts spells out and that matches just these of
 * its patterns.
 */
export function strangeMemberTerm(space: SetSpace, cell: ObjectCell, matching: ReadonlySet<string>): Term {
  const matches = (pattern: string) => matching.has(pattern);
  const term = terms.all(cell.parts.map((part) => partTerm(part, undefined, matches)));
  if (!cell.sent) return term;
  const sent = childExchange.member(cell.sent, undefined, matches);
  space.spend();
  return sent === "unheard" ? terms.nothing : terms.sent(term, sent);
}

function partTerm(part: ObjectPart, name: string | undefined, matches: (pattern: string) => boolean): Term {
  const own = name === undefined ? undefined : part.properties.get(name);
  const byPattern = part.patterns.filter(([pattern]) => matches(pattern)).map(([, term]) => term);
  const declared = own ? [own, ...byPattern] : byPattern;
  return declared.length > 0 ? terms.all(declared) : (part.additional ?? terms.anything);
}

/** The names that the parts of a cell spell out. */
export function spelledNames(cell: ObjectCell): Set<string> {
  return new Set(cell.parts.flatMap((part) => [...part.properties.keys()]));
}

/** The patterns of the parts of a cell. */
export function memberPatterns(cell: ObjectCell): string[] {
  return [...new Set(cell.parts.flatMap((part) => part.patterns.map(([pattern]) => pattern)))];
}

/** What an array of the cell may hold at an index. */
export function itemTerm(cell: ArrayCell, index: number): Term {
  const term = terms.all(cell.parts.map((part) => part.prefix[index] ?? part.rest ?? terms.anything));
  return cell.sent ? terms.sent(term, childExchange.item(cell.sent, index)) : term;
}

/** The first index from which on all items are under the same conditions. */
export function restIndex(cell: ArrayCell): number {
  return Math.max(0, ...cell.parts.map((part) => part.prefix.length));
}
