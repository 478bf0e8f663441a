import { childPointer, type Direction, isJsonObject, type JsonValue } from "@gatehouse/contract";
import { documentNodes } from "../document/DocumentNode.ts";
import type { MediaTypeView, OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import { readOperations } from "../document/readOperations.ts";
import type { Finding, ImpactLocation } from "../findings/Finding.ts";
import { directionsOf } from "../findings/joinFindings.ts";
import { createNodeIds, createSchemaSource } from "../schema/createSchemaSource.ts";
import { createValidator, type Validation } from "../values/createValidator.ts";
import { findingWords, holdsWord } from "./findingWords.ts";

/** An example of the new document, with its violation. */
interface ReviewedExample {
  readonly operation: OperationView;
  readonly direction: Direction;
  readonly pointer: string;
  readonly value: JsonValue;
  /** Why its schema rejects it; undefined if it is valid. */
  readonly problem: string | undefined;
}

/**
 * Finds the examples of the new document that a change made outdated: those that violate their schema, and those
 * that still have a removed member.
 */
export function exampleMentions(head: ReviewedDocument): (finding: Finding) => ImpactLocation[] {
  const examples = readExamples(head);
  return (finding) => {
    const { about } = findingWords(finding);
    const concerned = examples.filter(
      ({ operation, direction }) =>
        (finding.direction === undefined || directionsOf(finding).includes(direction)) &&
        finding.operations.some(({ method, path }) => isSame(operation, method, path)),
    );
    return concerned.flatMap(({ operation, pointer, value, problem }): ImpactLocation[] => {
      const locate = (at: string, text: string) =>
        mentionAt(head, at, { kind: "example", text, operationId: operation.id ?? null });
      if (problem !== undefined && about.some((word) => holdsWord(problem, word)))
        return [locate(pointer, problem)];
      const left =
        finding.id === "property-removed" ? about.flatMap((word) => pathTo(value, word)).slice(0, 1) : [];
      return left.map((path) => locate(pointer + path, `still has \`${about.join(", ")}\``));
    });
  };
}

function isSame(operation: OperationView, method: string, path: string): boolean {
  return operation.path === path && operation.method.toUpperCase() === method;
}

/** A location in the document that mentions what changed. */
export function mentionAt(
  head: ReviewedDocument,
  pointer: string,
  mention: Pick<ImpactLocation, "kind" | "text" | "operationId">,
): ImpactLocation {
  const { file, line, column } = head.locate(pointer);
  return { file, line, column, ...mention, details: [], certainty: "mentions" };
}

function readExamples(head: ReviewedDocument): ReviewedExample[] {
  const validator = createValidator();
  const nextId = createNodeIds();
  const open = (direction: Direction) => createSchemaSource({ ...head, direction, nextId });
  const sources = { request: open("request"), response: open("response") };
  return readOperations(head.root).flatMap((operation) =>
    mediaOf(operation).flatMap(([direction, media]) =>
      examplesOf(head, media).map(({ pointer, value }) => {
        const node = media.schema === undefined ? undefined : sources[direction].at(media.schema);
        const validation: Validation | undefined = node && validator.validate(node, value);
        const problem =
          validation?.valid === false ? (validation.problem ?? "no longer fits its schema") : undefined;
        return { operation, direction, pointer, value, problem };
      }),
    ),
  );
}

function mediaOf({ body, responses }: OperationView): (readonly [Direction, MediaTypeView])[] {
  return [
    ...[...(body?.content.values() ?? [])].map((media) => ["request", media] as const),
    ...[...responses.values()].flatMap(({ content }) =>
      [...content.values()].map((media) => ["response", media] as const),
    ),
  ];
}

function examplesOf(head: ReviewedDocument, media: MediaTypeView): { pointer: string; value: JsonValue }[] {
  const single = media.value.example;
  const named = documentNodes.entries(head.root, documentNodes.child(head.root, media, "examples"));
  return [
    ...(single === undefined ? [] : [{ pointer: childPointer(media.pointer, "example"), value: single }]),
    ...[...named.values()].flatMap(({ pointer, value }) =>
      value.value === undefined ? [] : [{ pointer: childPointer(pointer, "value"), value: value.value }],
    ),
  ];
}

/** Pointers to the members of that name, however deep. */
function pathTo(value: JsonValue, name: string): string[] {
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    return items.flatMap((item, index) => pathTo(item, name).map((rest) => `/${index}${rest}`));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = childPointer("", key);
    return [...(key === name ? [here] : []), ...pathTo(member, name).map((rest) => here + rest)];
  });
}
