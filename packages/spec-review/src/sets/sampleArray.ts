import { canonicalJson, type JsonValue } from "@gatehouse/contract";
import { itemTerm, restIndex } from "./memberTerm.ts";
import { firstSample, letters, type Sampler } from "./Sampler.ts";
import { type ArrayCell, type Term, terms } from "./Term.ts";

/** Longer arrays of items that all differ are not made: Ajv compares each of them with all others. */
const LONGEST = 2 ** 11;
/** Where items may repeat, a longer one costs next to nothing. */
const LONGEST_REPEATED = 2 ** 17;

/** Arrays of a cell, as short as can be. */
export function* sampleArray(sampler: Sampler, cell: ArrayCell): Iterable<JsonValue> {
  const length = shortest(cell);
  for (const count of new Set([length, length + 1, length + 2])) {
    if (count > Math.min(cell.maxItems, cell.unique ? LONGEST : LONGEST_REPEATED)) continue;
    const plans = itemPlans(cell, count);
    for (const plan of plans.some(Boolean) ? [plans, plans.toReversed()] : [plans]) {
      const items = fill(sampler, cell, plan);
      if (items && sampler.space.contains(terms.cell(cell), items)) yield items;
    }
  }
}

const MOST_WISHES = 1_000;

/** The special wishes of a cell: items that must be somewhere. */
function wishesOf(cell: ArrayCell): { from: number; term: Term }[] {
  const contained = cell.contains.flatMap(({ term, min }) =>
    Array.from({ length: Math.min(min, MOST_WISHES) }, () => ({ from: 0, term })),
  );
  return [...cell.some, ...contained];
}

function shortest(cell: ArrayCell): number {
  const reach = Math.max(0, ...cell.some.map(({ from }) => from + 1));
  const wished = cell.contains.reduce((sum, { min }) => Math.max(sum, min), 0);
  return Math.max(cell.minItems, reach, wished, cell.duplicate ? 2 : 0);
}

/** For each index what must hold there beyond what holds for all items. */
function itemPlans(cell: ArrayCell, count: number): (Term | undefined)[] {
  const plans: (Term | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const { from, term } of wishesOf(cell)) {
    const free = plans.findIndex((plan, index) => index >= Math.max(from, 0) && plan === undefined);
    if (free >= 0) plans[free] = term;
  }
  return plans;
}

function fill(
  sampler: Sampler,
  cell: ArrayCell,
  plans: readonly (Term | undefined)[],
): JsonValue[] | undefined {
  const items: JsonValue[] = [];
  const keys = new Set<string>();
  const sharedFrom = restIndex(cell);
  for (const [index, plan] of plans.entries()) {
    const isAlike = !plan && !plans[index - 1] && index > sharedFrom && !cell.unique;
    const repeated =
      (cell.duplicate && !plan && index > sharedFrom) || isAlike ? items[index - 1] : undefined;
    const item = repeated ?? itemFor(sampler, cell, { index, plan, items, keys });
    if (item === undefined) return undefined;
    items.push(item);
    if (cell.unique) keys.add(canonicalJson(item));
  }
  return items;
}

interface Slot {
  readonly index: number;
  readonly plan: Term | undefined;
  readonly items: readonly JsonValue[];
  /** The items as texts, where all have to differ. */
  readonly keys: ReadonlySet<string>;
}

function itemFor(
  sampler: Sampler,
  cell: ArrayCell,
  { index, plan, items, keys }: Slot,
): JsonValue | undefined {
  const term = itemTerm(cell, index);
  const whole = plan ? terms.all([term, plan]) : term;
  const isNew = (value: JsonValue) => !keys.has(canonicalJson(value));
  const found = firstSample(sampler, whole, isNew);
  const like = items[restIndex(cell)] ?? items[0];
  if (found !== undefined || !cell.unique || like === undefined) return found;
  for (const value of variantsOf(like, index)) {
    if (isNew(value) && sampler.space.contains(whole, value)) return value;
  }
  return undefined;
}

/** Values like a given one with another text or number in it; each is made when it is asked for. */
function* variantsOf(value: JsonValue, number: number): Iterable<JsonValue> {
  if (typeof value === "string") {
    const digits = String(number).padStart(Math.min(4, value.length), "0");
    yield* [`${value}${number}`, `${value.slice(0, -digits.length)}${digits}`, letters(number)];
  } else if (typeof value === "number") {
    yield* [value + number, value + 1, value - 1];
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value).slice(0, MOST_LEAVES)) {
      for (const other of variantsOf(member, number)) {
        yield Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other };
      }
    }
  }
}

/** So many members are tried before a value counts as the only one of its kind. */
const MOST_LEAVES = 8;
