import type { JsonValue } from "@gatehouse/contract";
import { memberTerm, spelledNames } from "./memberTerm.ts";
import { firstSample, letters, type Sampler } from "./Sampler.ts";
import { type ObjectCell, type SomeMember, type Term, terms, universalCells } from "./Term.ts";

/** Names that a document hardly uses itself. */
const FRESH_NAMES = ["extra", "other", "unlisted", "additional", "more", "x-extra", "X", "a", "1", "_"];

/** Objects of a cell: only what is required, then with everything that may be there. */
export function* sampleObject(sampler: Sampler, cell: ObjectCell): Iterable<JsonValue> {
  const triggered = cell.dependents.find(({ name }) => cell.required.has(name));
  if (triggered) {
    const rest = { ...cell, dependents: cell.dependents.filter((other) => other !== triggered) };
    yield* sampler.sample(sampler, terms.all([terms.cell(rest), triggered.term]));
    return;
  }
  const small = fill(sampler, cell, cell.required);
  if (small && sampler.space.contains(terms.cell(cell), small)) yield small;
  const large = fill(sampler, cell, new Set([...cell.required, ...spelledNames(cell)]));
  if (large && sampler.space.contains(terms.cell(cell), large)) yield large;
  if (!small || cell.opaque.length === 0) return;
  for (const name of FRESH_NAMES.slice(0, 3)) {
    const candidate = { ...small, [name]: "text" };
    if (sampler.space.contains(terms.cell(cell), candidate)) yield candidate;
  }
}

type Members = Record<string, JsonValue>;

function fill(sampler: Sampler, cell: ObjectCell, names: ReadonlySet<string>): Members | undefined {
  const members: Members = {};
  for (const name of names) {
    const value = firstSample(sampler, memberTerm(sampler.space, cell, name));
    if (value !== undefined) put(members, name, value);
    else if (cell.required.has(name)) return undefined;
  }
  for (const member of cell.some) {
    if (!addSome(sampler, cell, { members, member })) return undefined;
  }
  for (const term of cell.strangeNames) {
    if (!addNamed(sampler, cell, { members, naming: terms.not(term) })) return undefined;
  }
  return pad(sampler, cell, members);
}

function put(members: Members, name: string, value: JsonValue): void {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

interface Addition {
  readonly members: Members;
  readonly member: SomeMember;
}

/** Adds a member of the kind under a name that fits. */
function addSome(sampler: Sampler, cell: ObjectCell, { members, member }: Addition): boolean {
  const { matches } = sampler.space.evaluation;
  const fits = (name: string) =>
    !member.names.has(name) &&
    !Object.hasOwn(members, name) &&
    !member.patterns.some((pattern) => matches(pattern, name)) &&
    (member.within === undefined || matches(member.within, name));
  for (const name of [...spelledNames(cell), ...namesLike(sampler, member.within)].filter(fits)) {
    const value = firstSample(sampler, terms.all([memberTerm(sampler.space, cell, name), member.term]));
    if (value === undefined) continue;
    put(members, name, value);
    return true;
  }
  return false;
}

interface Naming {
  readonly members: Members;
  readonly naming: Term;
}

function addNamed(sampler: Sampler, cell: ObjectCell, { members, naming }: Naming): boolean {
  const wanted = terms.all([terms.cell(universalCells.string), ...cell.names, naming]);
  const isNew = (name: JsonValue) => typeof name === "string" && !Object.hasOwn(members, name);
  const name = firstSample(sampler, wanted, isNew);
  if (typeof name !== "string") return false;
  const value = firstSample(sampler, memberTerm(sampler.space, cell, name));
  if (value === undefined) return false;
  put(members, name, value);
  return true;
}

function namesLike(sampler: Sampler, pattern: string | undefined): string[] {
  if (pattern === undefined) return FRESH_NAMES;
  const found = [0, 2, 4, 6].map((minLength) =>
    sampler.space.texts.find({
      matching: [pattern],
      notMatching: [],
      minLength,
      maxLength: Number.POSITIVE_INFINITY,
    }),
  );
  return [...FRESH_NAMES, ...found.flatMap((result) => (typeof result === "object" ? [result.text] : []))];
}

/** Adds members until there are as many as must be. */
function pad(sampler: Sampler, cell: ObjectCell, members: Members): Members | undefined {
  let left = cell.minProperties - Object.keys(members).length;
  const add = (name: string, value: JsonValue | undefined) => {
    if (value === undefined || Object.hasOwn(members, name)) return;
    put(members, name, value);
    left -= 1;
  };
  for (const name of [...spelledNames(cell), ...FRESH_NAMES]) {
    if (left <= 0) return members;
    if (!Object.hasOwn(members, name)) add(name, firstSample(sampler, memberTerm(sampler.space, cell, name)));
  }
  // Without patterns all names that nothing spells out are alike.
  const isAlike = cell.names.length === 0 && cell.parts.every(({ patterns }) => patterns.length === 0);
  let value: JsonValue | undefined;
  for (let number = 1; left > 0 && number <= (isAlike ? MOST_MEMBERS : MOST_TRIED); number += 1) {
    for (const name of isAlike ? [`member${number}`] : [`member${number}`, letters(number), String(number)]) {
      if (!isAlike || number === 1) value = firstSample(sampler, memberTerm(sampler.space, cell, name));
      if (left > 0) add(name, value);
    }
  }
  for (; left > 0; left -= 1) {
    if (!addNamed(sampler, cell, { members, naming: terms.anything })) return undefined;
  }
  return members;
}

const MOST_MEMBERS = 2 ** 17;
const MOST_TRIED = 2 ** 12;
