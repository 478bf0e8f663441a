import { childPointer, isJsonEqual } from "@gatehouse/contract";
import type { OperationView, ParameterView } from "../../document/OperationView.ts";
import { matchSchemes } from "../../walk/securitySchemes.ts";
import type { DocumentRule, OperationRule } from "../Rule.ts";
import { words } from "../words.ts";

/** The name by which generated code calls an operation. */
export const operationIdChanged: OperationRule = {
  id: "operation-id-changed",
  axis: "code",
  severity: "risky",
  summary:
    "The operationId changed or was removed: requests stay the same, but every generated client, handler table and link " +
    "that uses the name stops compiling.",
  check({ base, head }) {
    if (base.id === head.id || base.id === undefined) return [];
    const side = ({ pointer }: typeof base, id: string | undefined) => ({
      pointer: childPointer(pointer, "operationId"),
      value: id,
    });
    const change = head.id === undefined ? "was removed" : `became ${words.code(head.id)}`;
    return [
      {
        title: `The operationId ${words.code(base.id)} ${change}`,
        why: "Requests stay the same, but code that calls the operation by its name (generated clients, handlers, links) stops compiling.",
        remedy: "Keep the operationId; put the better name into `summary`.",
        subject: base.id,
        base: side(base, base.id),
        head: side(head, head.id),
      },
    ];
  },
};

/** An operation that got a name where generators had made one up. */
const operationIdAdded: OperationRule = {
  id: "operation-id-added",
  axis: "code",
  severity: "risky",
  summary:
    "An operationId was added: messages stay the same, but generators name the operation by it, and no longer by the " +
    "name that they made up from method and path.",
  check({ base, head }) {
    if (base.id !== undefined || head.id === undefined) return [];
    return [
      {
        title: `The operation got the operationId ${words.code(head.id)}`,
        why: "Generators had made up a name from method and path; code that uses that name stops compiling.",
        remedy:
          "Choose the name that your generator had made up, or add it with a major version of the client.",
        subject: "operationId",
        base: { pointer: childPointer(base.pointer, "operationId"), value: undefined },
        head: { pointer: childPointer(head.pointer, "operationId"), value: head.id },
      },
    ];
  },
};

/** The tags by which generators put operations into classes and files. */
const tagsChanged: OperationRule = {
  id: "operation-tags-changed",
  axis: "code",
  severity: "safe",
  summary:
    "An operation lost a tag or has another first tag: generators with a class or a file for each tag move it to another one.",
  check({ base, head }) {
    const [old, now] = [tagsOf(base), tagsOf(head)];
    const isKept = old.every((tag) => now.includes(tag)) && (old[0] ?? now[0]) === now[0];
    if (isKept) return [];
    return [
      {
        title: `The tags of the operation changed from ${words.code(old.join(", "))} to ${words.code(now.join(", "))}`,
        why: "Generators with a class or a file for each tag move the operation to another one.",
        remedy: "Keep the old tag beside the new one.",
        subject: "tags",
        base: { pointer: childPointer(base.pointer, "tags"), value: old },
        head: { pointer: childPointer(head.pointer, "tags"), value: now },
      },
    ];
  },
};

function tagsOf({ value: { tags } }: OperationView): string[] {
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}

/** The order in which generated functions take their arguments. */
const parametersReordered: OperationRule = {
  id: "parameter-order-changed",
  axis: "code",
  severity: "safe",
  summary:
    "Parameters have another order: generated functions that take them by position have another signature.",
  check({ base, head, parameters }) {
    const kept = new Set(parameters.kept.map((pair) => pair.base.key));
    const [before, after] = [base, head].map((operation) => inOrder(operation, kept));
    const keys = (list: readonly ParameterView[] = []) => list.map(({ key }) => key);
    if (isJsonEqual(keys(before), keys(after))) return [];
    const [old, now] = [before, after].map((list = []) => list.map(({ name }) => name));
    return [
      {
        title: `The order of the parameters changed from ${words.list(old ?? [])} to ${words.list(now ?? [])}`,
        why: "Generated functions that take parameters by position have the new order.",
        remedy: "Keep the order, and add new parameters at the end.",
        subject: "parameters",
        direction: "request",
        base: { pointer: childPointer(base.pointer, "parameters"), value: old },
        head: { pointer: childPointer(head.pointer, "parameters"), value: now },
      },
    ];
  },
};

/** Generators take the required ones first. */
function inOrder({ parameters }: OperationView, kept: ReadonlySet<string>): ParameterView[] {
  const own = [...parameters.values()].filter(({ key }) => kept.has(key));
  return [...own.filter(({ required }) => required), ...own.filter(({ required }) => !required)];
}

/** The name by which generated clients are given their credentials. */
const securitySchemeRenamed: DocumentRule = {
  id: "security-scheme-renamed",
  axis: "code",
  severity: "safe",
  summary:
    "A security scheme was renamed: callers send the same credentials, but clients are configured by the name.",
  checkDocument: ({ documents }) => {
    const { oldNames } = matchSchemes(documents);
    return [...oldNames]
      .filter(([now, old]) => now !== old)
      .map(([now, old]) => ({
        title: `The security scheme ${words.code(old)} became ${words.code(now)}`,
        why: "Generated clients take credentials by the name of the scheme, many of them at run time.",
        remedy: "Keep the name; it is not part of any message.",
        subject: old,
        base: { pointer: childPointer("", "components", "securitySchemes", old), value: old },
        head: { pointer: childPointer("", "components", "securitySchemes", now), value: now },
      }));
  },
};

/** The rules about names in generated code that belong to an operation. */
export const generatedOperationRules: readonly OperationRule[] = [
  operationIdAdded,
  parametersReordered,
  tagsChanged,
];

/** The rules about names in generated code that belong to the document. */
export const generatedDocumentRules: readonly DocumentRule[] = [securitySchemeRenamed];
