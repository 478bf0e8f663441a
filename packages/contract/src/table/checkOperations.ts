import type { Contract, Operation, SecurityScheme } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { textOf } from "../json/jsonValues.ts";
import { parsePathTemplate, templateParameters } from "../match/parsePathTemplate.ts";
import { nearestName } from "../nearestName.ts";
import type { PathEntry } from "./buildOperations.ts";
import { checkSecurity } from "./buildSecurity.ts";
import type { TableContext } from "./TableContext.ts";

/** What stands beside each other in a document. */
interface DocumentParts {
  readonly paths: readonly PathEntry[];
  readonly webhooks: Contract["webhooks"];
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
}

/** Reports what is wrong between the parts of a document: names that clash, are missing or lead nowhere. */
export function checkOperations(context: TableContext, { paths, webhooks, schemes }: DocumentParts): void {
  checkSecurity(context, { value: context.document.security, pointer: "/security" }, schemes);
  checkPaths(context, paths);
  const served = paths.flatMap(({ operations }) => [...operations.values()]);
  const all = withCallbacks([...served, ...[...webhooks.values()].flatMap((one) => [...one.values()])]);
  checkIds(context, all);
  const ids = new Set(all.map(({ id }) => id));
  for (const operation of all) {
    const { value } = context.at(operation.pointer);
    const pointer = childPointer(operation.pointer, "security");
    checkSecurity(context, { value: value.security, pointer }, schemes);
    checkLinks(context, operation, ids);
  }
  for (const { path, operations } of paths) {
    for (const operation of operations.values()) checkPathParameters(context, path, operation);
  }
}

/** Operations with those of their callbacks, each once: a callback may lead to itself. */
function withCallbacks(start: readonly Operation[]): readonly Operation[] {
  const found = new Map(start.map((operation) => [operation.pointer, operation]));
  const waiting = [...found.values()];
  for (const { callbacks } of waiting) {
    for (const operation of callbacks.flatMap(({ operations }) => [...operations.values()])) {
      if (found.has(operation.pointer)) continue;
      found.set(operation.pointer, operation);
      waiting.push(operation);
    }
  }
  return [...found.values()];
}

/** Two templates that differ in the names of their parameters only are the same (OpenAPI 3.1, 4.8.8.2). */
function checkPaths(context: TableContext, paths: readonly PathEntry[]): void {
  const firstByShape = new Map<string, string>();
  for (const { path, pointer } of paths) {
    if (parsePathTemplate(path) === undefined) {
      context.report(pointer, {
        rule: "invalid-value",
        message: `The path "${path}" has invalid braces.`,
        advice: "Write each parameter as {name}.",
      });
    }
    if (/[?#]/.test(path)) {
      context.report(pointer, {
        rule: "invalid-value",
        message: `The path "${path}" holds a query or a fragment, which no path can match.`,
        advice: "Describe the query with parameters.",
      });
    }
    const names = templateParameters(path);
    const repeated = names.find((name, index) => names.indexOf(name) < index);
    if (repeated !== undefined) {
      context.report(pointer, {
        rule: "invalid-value",
        message: `The path "${path}" has the parameter {${repeated}} twice.`,
        advice: "Give one of the two another name.",
      });
    }
    const shape = path.replaceAll(/\{[^{}]*\}/g, "{}");
    const first = firstByShape.get(shape);
    if (first === undefined) firstByShape.set(shape, path);
    else {
      context.report(pointer, {
        rule: "ambiguous-path",
        message: `The paths "${first}" and "${path}" mean the same requests.`,
        advice: "Join the two into one path.",
      });
    }
  }
}

/**
 * An operationId is unique among all operations of a document (OpenAPI 3.1.1, 4.8.10). Names that operations without one
 * get may be equal, as those of callbacks are.
 */
function checkIds(context: TableContext, operations: readonly Operation[]): void {
  const firstById = new Map<string, { readonly first: Operation; readonly isFirstGiven: boolean }>();
  for (const operation of operations) {
    const { value } = context.at(operation.pointer);
    const isGiven = value.operationId !== undefined;
    const found = firstById.get(operation.id);
    if (found === undefined) firstById.set(operation.id, { first: operation, isFirstGiven: isGiven });
    if (found === undefined || !(isGiven || found.isFirstGiven)) continue;
    const { first } = found;
    const { file, line } = first.location;
    const method = `${first.method.toUpperCase()} ${first.path}`;
    context.report(isGiven ? childPointer(operation.pointer, "operationId") : operation.pointer, {
      rule: "duplicate-operation-id",
      message: isGiven
        ? `The operationId "${operation.id}" is taken by ${method} (${file}:${line}).`
        : `Without an operationId this operation is called "${operation.id}", which is the operationId of ${method} (${file}:${line}).`,
      advice: isGiven
        ? "Give one of the two operations another operationId."
        : "Give this operation an operationId, or the other one another.",
    });
  }
}

function checkPathParameters(context: TableContext, path: string, operation: Operation): void {
  const wanted = new Set(templateParameters(path));
  const declared = operation.parameters.filter((parameter) => parameter.in === "path");
  for (const name of wanted) {
    if (declared.some((parameter) => parameter.name === name)) continue;
    const near = nearestName(
      name,
      declared.map((parameter) => parameter.name),
    );
    context.report(operation.pointer, {
      rule: "undeclared-path-parameter",
      message: `The path has the parameter {${name}}, but ${operation.method.toUpperCase()} does not declare it.`,
      advice:
        near === undefined
          ? `Add a path parameter "${name}".`
          : `Rename the parameter "${near}" to "${name}".`,
    });
  }
  for (const { name, pointer } of declared) {
    if (wanted.has(name)) continue;
    context.report(pointer, {
      rule: "unused-path-parameter",
      message: `The path parameter "${name}" does not occur in the path "${path}".`,
      advice: `Remove it, or write {${name}} into the path.`,
    });
  }
}

function checkLinks(context: TableContext, operation: Operation, ids: ReadonlySet<string>): void {
  for (const response of operation.responses.values()) {
    for (const { operationId, pointer } of response.links.values()) {
      if (operationId === undefined || ids.has(operationId)) continue;
      const near = nearestName(operationId, ids);
      const { value } = context.at(pointer);
      const isNamed = value.operationId !== undefined;
      const target = isNamed ? operationId : textOf(value.operationRef);
      const advice = isNamed
        ? near === undefined
          ? "Write the operationId of an operation."
          : `Write "${near}" if that is meant.`
        : "Write a reference to an operation, such as #/paths/~1a/get.";
      context.report(childPointer(pointer, isNamed ? "operationId" : "operationRef"), {
        rule: "unknown-operation",
        message: `The link leads to the operation "${target}", which the document does not have.`,
        advice,
      });
    }
  }
}
