import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { cellContains } from "./cellContains.ts";
import { childExchange } from "./childExchange.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { Exchange, Term } from "./Term.ts";

/** Tells whether a value is in a set. */
export function termContains(space: SetSpace, term: Term, value: JsonValue): boolean {
  switch (term.kind) {
    case "schema":
      return space.evaluation.evaluate(term.node, value) !== undefined;
    case "cell":
      return cellContains(space, term.cell, value);
    case "not":
      return !termContains(space, term.term, value);
    case "all":
      return term.terms.every((member) => termContains(space, member, value));
    case "sent":
      return termContains(space, term.term, value) && knowsItsNames(space, term.sent, value);
  }
}

/** Tells whether a value does without the names that only the receivers declare. */
export function knowsItsNames(space: SetSpace, exchange: Exchange, value: JsonValue): boolean {
  if (Array.isArray(value)) {
    return value.every((item, index) => knowsItsNames(space, childExchange.item(exchange, index), item));
  }
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([name, member]) => {
    const matches = (pattern: string) => space.evaluation.matches(pattern, name);
    const there = childExchange.member(exchange, name, matches);
    return there !== "unheard" && knowsItsNames(space, there, member);
  });
}
