import type { Operation, SecurityScheme } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { parsePathTemplate, templateParameters } from "../match/parsePathTemplate.ts";
import { nearestName } from "../nearestName.ts";
import type { PathEntry } from "./buildOperations.ts";
import { checkSecurity } from "./buildSecurity.ts";
import type { TableContext } from "./TableContext.ts";

/** Reports what is wrong between the parts of a document: names that clash, are missing or lead nowhere. */
export function checkOperations(
  context: TableContext,
  paths: readonly PathEntry[],
  schemes: ReadonlyMap<string, SecurityScheme>,
): void {
  checkSecurity(context, { value: context.document.security, pointer: "/security" }, schemes);
  checkPaths(context, paths);
  checkIds(context, paths);
  const ids = new Set(paths.flatMap(({ operations }) => [...operations.values()].map(({ id }) => id)));
  for (const { path, operations } of paths) {
    for (const operation of operations.values()) {
      const security = context.resolve({ $ref: `#${operation.pointer}` }, "").value.security;
      checkSecurity(
        context,
        { value: security, pointer: childPointer(operation.pointer, "security") },
        schemes,
      );
      checkPathParameters(context, path, operation);
      checkLinks(context, operation, ids);
    }
  }
}

/** Two templates that differ in the names of their parameters only are the same (OpenAPI 3.1, 4.8.8.2). */
function checkPaths(context: TableContext, paths: readonly PathEntry[]): void {
  const firstByShape = new Map<string, string>();
  for (const { path, pointer } of paths) {
    if (parsePathTemplate(path) === undefined) {
      context.report(pointer, {
        rule: "invalid-value",
        message: `The braces of the path "${path}" are not in order.`,
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

function checkIds(context: TableContext, paths: readonly PathEntry[]): void {
  const firstById = new Map<string, Operation>();
  for (const operation of paths.flatMap((entry) => [...entry.operations.values()])) {
    const first = firstById.get(operation.id);
    if (first === undefined) {
      firstById.set(operation.id, operation);
      continue;
    }
    const { file, line } = first.location;
    const isGiven = context.resolve({ $ref: `#${operation.pointer}` }, "").value.operationId !== undefined;
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
      context.report(childPointer(pointer, "operationId"), {
        rule: "unknown-operation",
        message: `The link leads to the operation "${operationId}", which the document does not have.`,
        advice:
          near === undefined ? "Write the operationId of an operation." : `Write "${near}" if that is meant.`,
      });
    }
  }
}
