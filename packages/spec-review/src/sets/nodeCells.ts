import type { JsonType } from "@gatehouse/contract";

import { areDisjoint, softTags } from "../proof/areDisjoint.ts";

import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { arrayCellOf } from "./arrayCellOf.ts";
import { meetCells } from "./meetCells.ts";
import { numberCellOf } from "./numberCellOf.ts";
import { objectCellOf } from "./objectCellOf.ts";
import { opaqueConditions } from "./opaqueConditions.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import { settleCell } from "./settleCell.ts";
import { stringCellOf } from "./stringCellOf.ts";
import { subtractCells } from "./subtractCells.ts";
import type { Cell } from "./Term.ts";
import { terms } from "./terms.ts";
import { universalCells } from "./universalCells.ts";

const ALL_TYPES: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** More cells than this are not worth their while. */
const MOST_CELLS = 400;

/** Writes a schema as a union of cells. */
export function nodeCells(space: SetSpace, node: SchemaNode): readonly Cell[] {
  const { keywords } = node;
  if (keywords.verdict === false) return [];
  const listed = listedValues(keywords);
  if (listed) {
    const values = listed.filter((value) => space.evaluation.evaluate(node, value));
    return values.length > 0 ? [{ type: "finite", values, excluded: [], opaque: [] }] : [];
  }
  let cells = localCells(space, node);
  for (const member of [keywords.ref, ...(keywords.allOf ?? [])]) {
    if (member) cells = meetAll(space, cells, space.cells(terms.schema(member)));
  }
  if (keywords.anyOf) cells = meetAll(space, cells, anyOfCells(space, keywords.anyOf));
  if (keywords.oneOf) cells = meetAll(space, cells, oneOfCells(space, keywords.oneOf));
  if (keywords.not) cells = subtractCells(space, cells, space.cells(terms.schema(keywords.not)));
  if (keywords.if) cells = meetAll(space, cells, conditionCells(space, keywords));
  return cells;
}

function listedValues(keywords: Keywords) {
  return keywords.const ? [keywords.const.value] : keywords.enum;
}

function localCells(space: SetSpace, node: SchemaNode): readonly Cell[] {
  const { keywords } = node;
  const opaque = opaqueConditions(space, node);
  const own = (type: JsonType): Cell => {
    switch (type) {
      case "number":
        return numberCellOf(keywords);
      case "string":
        return stringCellOf(keywords);
      case "array":
        return arrayCellOf(keywords);
      case "object":
        return objectCellOf(keywords, node);
      default:
        return universalCells[type];
    }
  };
  const types = keywords.types ? [...keywords.types] : ALL_TYPES;
  return types.flatMap((type) => {
    const cell = own(type);
    const conditions = opaque.filter((condition) => condition.types.includes(type));
    if (conditions.length === 0) return settleCell(space, cell);
    return settleCell(space, { ...cell, opaque: conditions.map(({ condition }) => condition) });
  });
}

function meetAll(space: SetSpace, left: readonly Cell[], right: readonly Cell[]): readonly Cell[] {
  const met = left.flatMap((one) => right.flatMap((other) => meetCells(space, one, other)));
  if (met.length > MOST_CELLS) throw new TooComplex(`more than ${MOST_CELLS} cells`);
  return met;
}

function anyOfCells(space: SetSpace, members: readonly SchemaNode[]): readonly Cell[] {
  return members.flatMap((member) => space.cells(terms.schema(member)));
}

/** What is left of an alternative without so many others cannot be written down. */
const MOST_NEAR = 16;

/** Of each member what no other member holds. Members that have nothing in common stay as they are. */
function oneOfCells(space: SetSpace, members: readonly SchemaNode[]): readonly Cell[] {
  const each = members.map((member) => space.cells(terms.schema(member)));
  if (space.isRough)
    return each.flatMap((cells, index) => cells.map((cell) => withTags(cell, members, index)));
  const crowd = members.filter(
    (member) => members.filter((other) => !areDisjoint(member, other)).length > MOST_NEAR,
  );
  if (crowd.length > MOST_NEAR) throw new TooComplex(`more than ${MOST_NEAR} alternatives that overlap`);
  const found = each.flatMap((cells, index) => {
    const member = members[index];
    const others = each.filter((_, other) => {
      const beside = members[other];
      return other !== index && !(member && beside && areDisjoint(member, beside));
    });
    return others.reduce((left, other) => subtractCells(space, left, other), cells);
  });
  if (found.length > MOST_CELLS) throw new TooComplex(`more than ${MOST_CELLS} cells`);
  return found;
}

/** With the members that tell an alternative from the others it can hardly be one of them. */
function withTags(cell: Cell, members: readonly SchemaNode[], index: number): Cell {
  const member = members[index];
  if (cell.type !== "object" || !member) return cell;
  const names = members.flatMap((other) => (other === member ? [] : softTags(member, other)));
  return { ...cell, required: new Set([...cell.required, ...names]) };
}

function conditionCells(space: SetSpace, keywords: Keywords): readonly Cell[] {
  if (!keywords.if) return Object.values(universalCells);
  const whenMet = space.cells(terms.schema(keywords.if));
  const otherwise = subtractCells(space, Object.values(universalCells), whenMet);
  const thenCells = keywords.then
    ? meetAll(space, whenMet, space.cells(terms.schema(keywords.then)))
    : whenMet;
  const elseCells = keywords.else
    ? meetAll(space, otherwise, space.cells(terms.schema(keywords.else)))
    : otherwise;
  return [...thenCells, ...elseCells];
}
