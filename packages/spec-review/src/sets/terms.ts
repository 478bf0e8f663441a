import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Cell, Exchange, Term } from "./Term.ts";

/** Makes terms. */
export const terms = {
  /** Every value. */
  anything: { kind: "all", terms: [] } satisfies Term as Term,
  /** No value. */
  nothing: { kind: "not", term: { kind: "all", terms: [] } } satisfies Term as Term,
  schema: (node: SchemaNode): Term => ({ kind: "schema", node }),
  cell: (cell: Cell): Term => ({ kind: "cell", cell }),
  not: (term: Term): Term => (term.kind === "not" ? term.term : { kind: "not", term }),
  sent: (term: Term, sent: Exchange): Term => ({ kind: "sent", term, sent }),

  /** The values in all of the sets. */
  all(members: readonly Term[]): Term {
    const flat = members.flatMap((member) => (member.kind === "all" ? member.terms : [member]));
    const [only] = flat;
    return flat.length === 1 && only ? only : { kind: "all", terms: flat };
  },

  isAnything: (term: Term): boolean => term.kind === "all" && term.terms.length === 0,
  isNothing: (term: Term): boolean => term.kind === "not" && terms.isAnything(term.term),
};
