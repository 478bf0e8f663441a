import { canonicalJson, type JsonValue } from "@gatehouse/contract";
import { proofSource } from "../proof/ProofSource.ts";
import type { ObjectCell, Term } from "./Term.ts";

/** By name the listed values of the members of a cell. */
type Tags = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<ObjectCell, Tags>();

/** Tells whether a member that one of the cells requires has listed values that the two do not share. */
export function differInTag(left: ObjectCell, right: ObjectCell): boolean {
  const [one, other] = [tagsOf(left), tagsOf(right)];
  return [...one].some(([name, values]) => {
    const others = other.get(name);
    const isThere = left.required.has(name) || right.required.has(name);
    return others !== undefined && isThere && ![...values].some((value) => others.has(value));
  });
}

function tagsOf(cell: ObjectCell): Tags {
  const found = known.get(cell);
  if (found) return found;
  const tags = new Map<string, ReadonlySet<string>>();
  for (const { properties } of cell.parts) {
    for (const [name, term] of properties) {
      const values = listedValues(term)?.map(canonicalJson);
      const before = tags.get(name);
      if (values) tags.set(name, new Set(before ? values.filter((value) => before.has(value)) : values));
    }
  }
  known.set(cell, tags);
  return tags;
}

function listedValues(term: Term): readonly JsonValue[] | undefined {
  if (term.kind === "sent") return listedValues(term.term);
  if (term.kind === "cell") return term.cell.type === "finite" ? term.cell.values : undefined;
  if (term.kind === "all") return term.terms.map(listedValues).find((values) => values !== undefined);
  return term.kind === "schema" ? proofSource([term.node]).values : undefined;
}
