import { isImpossible, joinNames, memberTerm, spelledNames } from "./memberTerm.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import {
  type Cell,
  type ObjectCell,
  type ObjectPart,
  type SomeMember,
  type Term,
  terms,
  universalCells,
} from "./Term.ts";

/** The objects of the left cell that break a condition of the right one: a piece for each condition. */
export function subtractObject(space: SetSpace, left: ObjectCell, right: ObjectCell): Cell[] {
  return [
    ...sizePieces(left, right),
    ...requiredPieces(left, right),
    ...memberPieces(space, left, right),
    ...right.parts.flatMap((part) => strangePieces(space, left, { part, right })),
    ...namePieces(space, left, right),
    ...dependentPieces(space, left, right),
    ...right.some.map((member) => withoutSome(space, left, member)),
  ];
}

function sizePieces(left: ObjectCell, right: ObjectCell): ObjectCell[] {
  const pieces: ObjectCell[] = [];
  if (left.minProperties < right.minProperties && left.required.size < right.minProperties) {
    pieces.push({ ...left, maxProperties: Math.min(left.maxProperties, right.minProperties - 1) });
  }
  if (left.maxProperties > right.maxProperties) {
    pieces.push({ ...left, minProperties: Math.max(left.minProperties, right.maxProperties + 1) });
  }
  return pieces;
}

function requiredPieces(left: ObjectCell, right: ObjectCell): ObjectCell[] {
  const missing = [...right.required].filter((name) => !left.required.has(name));
  return missing.map((name) => withMember(left, name, terms.nothing));
}

/** A piece for each name that is spelled out on either side and may hold what the right cell rejects. */
function memberPieces(space: SetSpace, left: ObjectCell, right: ObjectCell): ObjectCell[] {
  const pieces: ObjectCell[] = [];
  for (const name of joinNames(spelledNames(left), spelledNames(right))) {
    const wanted = memberTerm(space, right, name);
    if (terms.isAnything(wanted)) continue;
    const excluded = terms.not(wanted);
    if (space.isEmpty(terms.all([memberTerm(space, left, name), excluded]))) continue;
    pieces.push({ ...withMember(left, name, excluded), required: joinNames(left.required, [name]) });
  }
  return pieces;
}

interface Subtrahend {
  readonly part: ObjectPart;
  readonly right: ObjectCell;
}

/** The pieces with an unlisted name: one for each pattern, one for all other names. */
function strangePieces(space: SetSpace, left: ObjectCell, { part, right }: Subtrahend): ObjectCell[] {
  if (part.patterns.length === 0 && !part.additional) return [];
  const names = joinNames(spelledNames(left), spelledNames(right));
  const ownPatterns = part.patterns.map(([pattern]) => pattern);
  const candidates: SomeMember[] = part.patterns.map(([pattern, term]) => ({
    names,
    patterns: [],
    within: pattern,
    term: terms.not(term),
  }));
  if (part.additional) {
    candidates.push({ names, patterns: ownPatterns, within: undefined, term: terms.not(part.additional) });
  }
  return candidates
    .filter((candidate) => !isImpossible(space, left, candidate))
    .map((candidate) => ({ ...left, some: [...left.some, candidate] }));
}

function namePieces(space: SetSpace, left: ObjectCell, right: ObjectCell): ObjectCell[] {
  const strange = right.names
    .filter(
      (term) =>
        !space.isEmpty(terms.all([...left.names, terms.cell(universalCells.string), terms.not(term)])),
    )
    .map((term) => ({ ...left, strangeNames: [...left.strangeNames, term] }));
  const familiar = right.strangeNames.map((term) => ({ ...left, names: [...left.names, term] }));
  return [...strange, ...familiar];
}

function dependentPieces(space: SetSpace, left: ObjectCell, right: ObjectCell): Cell[] {
  return right.dependents.flatMap(({ name, term }) => {
    const present = { ...left, required: joinNames(left.required, [name]) };
    return [...space.cells(terms.all([terms.cell(present), terms.not(term)]))];
  });
}

/** The complement of "some member …", a condition for all members. It must be exact, as it may be subtracted again. */
function withoutSome(
  space: SetSpace,
  left: ObjectCell,
  { names, patterns, within, term }: SomeMember,
): ObjectCell {
  const { matches } = space.evaluation;
  const isMixed =
    within !== undefined && (patterns.length > 0 || [...names].some((name) => matches(within, name)));
  if (isMixed) throw new TooComplex("members that one pattern names and another excludes");
  const properties = new Map([...names].map((name) => [name, terms.anything]));
  const rest = terms.not(term);
  const part: ObjectPart =
    within === undefined
      ? { properties, patterns: patterns.map((pattern) => [pattern, terms.anything]), additional: rest }
      : { properties, patterns: [[within, rest]], additional: undefined };
  return { ...left, parts: [...left.parts, part] };
}

function withMember(cell: ObjectCell, name: string, term: Term): ObjectCell {
  const part: ObjectPart = { properties: new Map([[name, term]]), patterns: [], additional: undefined };
  return { ...cell, parts: [...cell.parts, part] };
}
