import { isImpossible, memberTerm, spelledNames, strangeMemberTerm } from "./memberTerm.ts";
import type { SetSpace } from "./SetSpace.ts";
import { type ObjectCell, terms, universalCells } from "./Term.ts";

/** True only when it is proven that no object is in the cell. */
export function isEmptyObject(space: SetSpace, cell: ObjectCell): boolean {
  if (cell.minProperties > cell.maxProperties || cell.required.size > cell.maxProperties) return true;
  return (
    [...cell.required].some((name) => space.isEmpty(memberTerm(space, cell, name))) ||
    cell.some.some((member) => isSomeImpossible(space, cell, member)) ||
    hasFewerNames(space, cell) ||
    lacksStrangeName(space, cell) ||
    breaksDependents(space, cell)
  );
}

function isSomeImpossible(space: SetSpace, cell: ObjectCell, member: ObjectCell["some"][number]): boolean {
  const { matches } = space.evaluation;
  const candidates = [...spelledNames(cell)].filter(
    (name) =>
      !member.names.has(name) &&
      !member.patterns.some((pattern) => matches(pattern, name)) &&
      (member.within === undefined || matches(member.within, name)),
  );
  return (
    candidates.every((name) => space.isEmpty(terms.all([memberTerm(space, cell, name), member.term]))) &&
    isImpossible(space, cell, member)
  );
}

const anyOther = { names: new Set<string>(), patterns: [], within: undefined, term: terms.anything };

/** More members are asked for than there are names to give them. */
function hasFewerNames(space: SetSpace, cell: ObjectCell): boolean {
  if (cell.minProperties === 0) return false;
  const names = [...spelledNames(cell)];
  if (names.length >= cell.minProperties && cell.minProperties <= cell.required.size) return false;
  if (!isImpossible(space, cell, anyOther)) return false;
  const possible = names.filter((name) => !space.isEmpty(memberTerm(space, cell, name)));
  return possible.length < cell.minProperties;
}

function lacksStrangeName(space: SetSpace, cell: ObjectCell): boolean {
  return cell.strangeNames.some((term) => {
    const names = terms.all([...cell.names, terms.cell(universalCells.string), terms.not(term)]);
    if (space.isEmpty(names)) return true;
    if (!space.isEmpty(strangeMemberTerm(space, cell, new Set()))) return false;
    const strange = [...spelledNames(cell)].filter((name) => !space.contains(term, name));
    const possible = strange.filter((name) => !space.isEmpty(memberTerm(space, cell, name)));
    return possible.length === 0 && isImpossible(space, cell, anyOther);
  });
}

function breaksDependents(space: SetSpace, cell: ObjectCell): boolean {
  return cell.dependents.some((dependent) => {
    if (!cell.required.has(dependent.name)) return false;
    const rest = { ...cell, dependents: cell.dependents.filter((other) => other !== dependent) };
    return space.isEmpty(terms.all([terms.cell(rest), dependent.term]));
  });
}
