import { childPointer } from "@gatehouse/contract";
import { type ComponentNames, componentNames } from "../../walk/componentNames.ts";
import type { DocumentPair } from "../../walk/DocumentPair.ts";
import type { DocumentRule, DocumentRuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** What is particular to a rule about names of components. */
interface NameRule {
  readonly id: string;
  readonly severity: "risky" | "safe";
  readonly summary: string;
  readonly find: (names: ComponentNames) => readonly DocumentRuleFinding[];
}

const known = new WeakMap<DocumentPair, ComponentNames>();

/** The names of two documents are paired once for all rules. */
function namesOf(pair: DocumentPair): ComponentNames {
  const { base, head } = pair.documents;
  const names = known.get(pair) ?? componentNames(base.root, head.root);
  known.set(pair, names);
  return names;
}

function nameRule({ find, ...rule }: NameRule): DocumentRule {
  return { ...rule, axis: "code", checkDocument: (pair) => find(namesOf(pair)) };
}

function side(name: string | undefined, subject: string) {
  return { pointer: childPointer("", "components", "schemas", name ?? subject), value: name };
}

/** The rules about names of component schemas: requests and responses stay as they are, generated types do not. */
export const componentRules: readonly DocumentRule[] = [
  nameRule({
    id: "component-renamed",
    severity: "risky",
    summary: "A component schema was renamed: messages stay the same, generated types get another name.",
    find: ({ renamed }) =>
      renamed.map(({ before, after }) => ({
        title: `The component ${words.code(before)} became ${words.code(after)}`,
        why: "Code that uses the generated type by its old name stops compiling.",
        remedy: `Keep the old name, or keep ${words.code(before)} as a component that refers to the new one.`,
        subject: before,
        base: side(before, before),
        head: side(after, before),
      })),
  }),
  nameRule({
    id: "component-inlined",
    severity: "risky",
    summary: "A component schema became inline where it was referred to: its generated type is gone.",
    find: ({ inlined }) =>
      inlined.map((name) => ({
        title: `The component ${words.code(name)} became inline where it was referred to`,
        why: "Code that uses the generated type by its name stops compiling.",
        remedy: "Keep the component and refer to it.",
        subject: name,
        base: side(name, name),
        head: side(undefined, name),
      })),
  }),
  nameRule({
    id: "component-removed",
    severity: "risky",
    summary:
      "A component schema was removed: its generated type is gone, also if the document did not use it.",
    find: ({ removed }) =>
      removed.map(({ name, isUsed }) => ({
        title: `The component ${words.code(name)} was removed${isUsed ? "" : ", and nothing used it"}`,
        why: "Code that uses the generated type by its name stops compiling.",
        remedy: "Keep the component, `deprecated`, until the next major version.",
        subject: name,
        base: side(name, name),
        head: side(undefined, name),
      })),
  }),
  nameRule({
    id: "component-extracted",
    severity: "safe",
    summary:
      "An inline schema became a component: generators that make up names for inline schemas use another name.",
    find: ({ extracted }) =>
      extracted.map((name) => ({
        title: `The component ${words.code(name)} was made of an inline schema`,
        why: "Generators that make up names for inline schemas now use the name of the component.",
        remedy: "Nothing to do for messages; mention it in the release notes of the generated client.",
        subject: name,
        base: side(undefined, name),
        head: side(name, name),
      })),
  }),
];
