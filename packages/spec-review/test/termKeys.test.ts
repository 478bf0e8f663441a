import { expect, test } from "vitest";
import type { SchemaNode } from "../src/schema/SchemaNode.ts";
import { createTermKeys } from "../src/sets/createTermKeys.ts";
import { makeExchange } from "../src/sets/Exchange.ts";
import { type Term, terms, universalCells } from "../src/sets/Term.ts";

const node = (id: number): SchemaNode => ({ id, pointer: "", raw: true, keywords: {} });
const [one, other, third] = [node(1), node(2), node(3)].map(terms.schema) as [Term, Term, Term];
const [sender, receiver] = [node(4), node(5)];

test.each<[string, Term, Term]>([
  ["a schema", one, terms.schema({ ...node(1) })],
  ["two sets in another order", terms.all([one, other]), terms.all([other, one])],
  ["a set that occurs twice", terms.all([one, other, one]), terms.all([one, other])],
  ["three sets", terms.all([third, terms.all([one, other])]), terms.all([one, other, third])],
  [
    "the values of the same exchange",
    terms.sent(one, makeExchange([sender], [receiver])),
    terms.sent(one, makeExchange([sender], [receiver])),
  ],
])("the same set has one number: %s", (_, left, right) => {
  const keyOf = createTermKeys();
  expect(keyOf(left)).toBe(keyOf(right));
});

test("sets that differ have different numbers", () => {
  const keyOf = createTermKeys();
  const sets = [
    ...[one, other, terms.not(one), terms.not(other), terms.anything, terms.nothing],
    ...[terms.cell(universalCells.string), terms.cell(universalCells.number)],
    ...[terms.all([one, other]), terms.all([one, third]), terms.all([one, other, third])],
    ...[terms.not(terms.all([one, other])), terms.all([one, terms.not(other)])],
    terms.sent(one, makeExchange([sender], [receiver])),
    terms.sent(one, makeExchange([receiver], [sender])),
    terms.sent(other, makeExchange([sender], [receiver])),
  ];
  expect(new Set(sets.map(keyOf)).size).toBe(sets.length);
});
