import { type SetSpace, TooComplex } from "./SetSpace.ts";
import {
  type ArrayCell,
  type ObjectCell,
  type ObjectPart,
  type SomeMember,
  type StringCell,
  type Term,
  terms,
  universalCells,
} from "./Term.ts";

/** What an object of the cell may hold under a name; nothing, where the name cannot be present. */
export function memberTerm(space: SetSpace, cell: ObjectCell, name: string): Term {
  if (!cell.names.every((term) => space.contains(term, name))) return terms.nothing;
  const matches = (pattern: string) => space.evaluation.matches(pattern, name);
  const term = termOfParts(cell, name, matches);
  if (!cell.sent) return term;
  const sent = cell.sent.member(name, matches);
  return sent === "unheard" ? terms.nothing : terms.sent(term, sent);
}

/**
 * What an object of the cell may hold under a name that none of its parts spells out and that matches just these of
 * its patterns.
 */
export function strangeMemberTerm(space: SetSpace, cell: ObjectCell, matching: ReadonlySet<string>): Term {
  const matches = (pattern: string) => matching.has(pattern);
  const term = termOfParts(cell, undefined, matches);
  if (!cell.sent) return term;
  const sent = cell.sent.member(undefined, matches);
  space.spend();
  return sent === "unheard" ? terms.nothing : terms.sent(term, sent);
}

type Matches = (pattern: string) => boolean;

/** Most parts of a cell say nothing of a name. */
function termOfParts({ parts }: ObjectCell, name: string | undefined, matches: Matches): Term {
  const said: Term[] = [];
  for (const part of parts) {
    const term = partTerm(part, name, matches);
    if (!terms.isAnything(term)) said.push(term);
  }
  return terms.all(said);
}

function partTerm(part: ObjectPart, name: string | undefined, matches: Matches): Term {
  const own = name === undefined ? undefined : part.properties.get(name);
  if (part.patterns.length === 0) return own ?? part.additional ?? terms.anything;
  const byPattern = part.patterns.filter(([pattern]) => matches(pattern)).map(([, term]) => term);
  const declared = own ? [own, ...byPattern] : byPattern;
  return declared.length > 0 ? terms.all(declared) : (part.additional ?? terms.anything);
}

const spelled = new WeakMap<ObjectCell, ReadonlySet<string>>();

/** The names that the parts of a cell spell out. */
export function spelledNames(cell: ObjectCell): ReadonlySet<string> {
  const known = spelled.get(cell);
  if (known) return known;
  const names = new Set<string>();
  for (const { properties } of cell.parts) for (const name of properties.keys()) names.add(name);
  spelled.set(cell, names);
  return names;
}

/** Most cells that meet require the same, and share the list of it. */
export function joinNames(left: ReadonlySet<string>, right: Iterable<string>): ReadonlySet<string> {
  const added = [...right].filter((name) => !left.has(name));
  return added.length === 0 ? left : new Set([...left, ...added]);
}

/** The patterns of the parts of a cell. */
function memberPatterns(cell: ObjectCell): string[] {
  return [...new Set(cell.parts.flatMap((part) => part.patterns.map(([pattern]) => pattern)))];
}

/** What an array of the cell may hold at an index. */
export function itemTerm(cell: ArrayCell, index: number): Term {
  const term = terms.all(cell.parts.map((part) => part.prefix[index] ?? part.rest ?? terms.anything));
  return cell.sent ? terms.sent(term, cell.sent.item(index)) : term;
}

/** The first index from which on all items are under the same conditions. */
export function restIndex(cell: ArrayCell): number {
  return Math.max(0, ...cell.parts.map((part) => part.prefix.length));
}

interface Naming {
  readonly names: ReadonlySet<string>;
  readonly matching: readonly string[];
  readonly notMatching: readonly string[];
}

/** More patterns than this have too many subsets. */
const MOST_PATTERNS = 6;

/** More names than this make the search long and its success unlikely. */
const MOST_SPELLED = 8;

/** Whether no member with an unlisted name can be of the kind, for all patterns that its name may match. */
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

/** Names that are spelled out are asked about one by one, so here they are left out where that may help. */
function hasNoName(space: SetSpace, cell: ObjectCell, { names, matching, notMatching }: Naming): boolean {
  if (matching.length + notMatching.length === 0) return false;
  const { matches } = space.evaluation;
  const known = new Set([...names, ...spelledNames(cell)]);
  const spelled = [...known].filter((name) => matching.every((pattern) => matches(pattern, name)));
  const others = matching.length > 0 && spelled.length <= MOST_SPELLED ? spelled.map(exactly) : [];
  const { patterns, notPatterns, minLength, maxLength } = nameCell(space, cell);
  const wanted = {
    matching: [...matching, ...patterns],
    notMatching: [...notMatching, ...others, ...notPatterns],
  };
  return space.texts.find({ ...wanted, minLength, maxLength }) === "none";
}

/** What all names of an object have to be, as far as one cell says it. */
function nameCell(space: SetSpace, { names }: ObjectCell): StringCell {
  const { string } = universalCells;
  if (names.length === 0) return string;
  const [only, ...others] = space.cells(terms.all([...names, terms.cell(string)]));
  return only?.type === "string" && others.length === 0 ? only : string;
}

function exactly(name: string): string {
  return `^${name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, "\\$&")}$`;
}

/** All subsets of a small list. @throws TooComplex where the list is not small. */
function subsetsOf<T>(space: SetSpace, members: readonly T[]): T[][] {
  if (members.length > MOST_PATTERNS) throw new TooComplex(`${members.length} patterns for one name`);
  let subsets: T[][] = [[]];
  for (const member of members) {
    space.spend();
    subsets = [...subsets, ...subsets.map((subset) => [...subset, member])];
  }
  return subsets;
}
