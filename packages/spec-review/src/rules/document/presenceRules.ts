import { canonicalJson, pointerSegments, type UnreadContent } from "@gatehouse/contract";
import { type OperationView, operationName } from "../../document/OperationView.ts";
import type { DocumentPair } from "../../walk/DocumentPair.ts";
import type { DocumentRule, DocumentRuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** An operation that was removed before its announced last day, or without one. */
const operationRemoved: DocumentRule = {
  id: "operation-removed",
  severity: "breaking",
  summary:
    "An operation was removed without an announced last day, or before that day: every call gets 404 or 405.",
  checkDocument: (pair) =>
    pair.operations.removed
      .filter((operation) => !isDue(pair, operation))
      .map((operation) => ({
        title: `The operation ${words.code(operationName(operation))} was removed`,
        why: "Every call gets 404 or 405.",
        remedy: "Mark it `deprecated` with an `x-sunset` date, keep it until that day, and remove it then.",
        subject: `${operation.method} ${operation.shape}`,
        operations: [operation],
        base: { pointer: operation.pointer, value: operation.id },
        head: { pointer: "/paths", value: undefined },
      })),
};

/** An operation that was removed after its announced last day. */
const operationRemovedAfterSunset: DocumentRule = {
  id: "operation-removed-after-sunset",
  severity: "risky",
  summary:
    "A deprecated operation was removed after its announced last day: callers who have not moved get 404 or 405.",
  checkDocument: (pair) =>
    pair.operations.removed
      .filter((operation) => isDue(pair, operation))
      .map((operation) => ({
        title: `The operation ${words.code(operationName(operation))} was removed after its last day (${words.code(operation.sunset)})`,
        why: "Callers who have not moved by the announced day get 404 or 405.",
        remedy: "Check the access log for remaining callers.",
        subject: `${operation.method} ${operation.shape}`,
        operations: [operation],
        base: { pointer: operation.pointer, value: operation.id },
        head: { pointer: "/paths", value: undefined },
      })),
};

/** An operation that moved to another method or path. */
const operationMoved: DocumentRule = {
  id: "operation-moved",
  severity: "breaking",
  summary: "An operation moved to another method or path: calls of the old one get 404 or 405.",
  checkDocument: ({ moved }) =>
    moved.map(({ base, head }) => {
      const [old, now] = [base, head].map(operationName);
      return {
        title: `The operation ${words.code(base.id)} moved from ${words.code(old)} to ${words.code(now)}`,
        why: "Calls of the old address get 404 or 405.",
        remedy: "Serve both addresses, the old one `deprecated` with an `x-sunset` date.",
        subject: `${base.method} ${base.shape}`,
        operations: [base],
        base: { pointer: base.pointer, value: old },
        head: { pointer: head.pointer, value: now },
      };
    }),
};

/** Operations for which a part of the address moved between the server and the path. */
const pathRespelled: DocumentRule = {
  id: "path-respelled",
  axis: "code",
  severity: "risky",
  summary:
    "A part of an address moved from the server into the path, or back: requests stay the same, but generated types are " +
    "found by other paths.",
  checkDocument: ({ respelled }) =>
    respelled.map(({ base, head }) => ({
      title: `${words.code(base.path)} became ${words.code(head.path)}, with a server that keeps the address the same`,
      why: "Requests stay the same, but generated code that finds operations by their paths stops compiling.",
      remedy: "Nothing to do for messages; mention it in the release notes of the generated client.",
      subject: `${base.method} ${base.shape}`,
      operations: [base],
      base: { pointer: base.pointer, value: base.path },
      head: { pointer: head.pointer, value: head.path },
    })),
};

/** A new webhook. */
const webhookAdded: DocumentRule = {
  id: "webhook-added",
  severity: "safe",
  summary: "A webhook was added: receivers only get it if they subscribe.",
  checkDocument: ({ webhooks }) =>
    webhooks.added.map((webhook) => ({
      title: `The webhook ${words.code(webhook.path)} was added`,
      why: "Receivers only get it if they subscribe.",
      remedy: "Nothing to do.",
      subject: `${webhook.method} ${webhook.path}`,
      operations: [webhook],
      base: { pointer: "/webhooks", value: undefined },
      head: { pointer: webhook.pointer, value: webhook.id },
    })),
};

/** A webhook that is no longer sent. */
const webhookRemoved: DocumentRule = {
  id: "webhook-removed",
  severity: "breaking",
  summary: "A webhook was removed: receivers who rely on it no longer get it.",
  checkDocument: ({ webhooks }) =>
    webhooks.removed.map((webhook) => ({
      title: `The webhook ${words.code(webhook.path)} was removed`,
      why: "Receivers who rely on it no longer get it.",
      remedy: "Keep sending it, `deprecated`, until the next major version.",
      subject: `${webhook.method} ${webhook.path}`,
      operations: [webhook],
      base: { pointer: webhook.pointer, value: webhook.id },
      head: { pointer: "/webhooks", value: undefined },
    })),
};

/** Content under a key that OpenAPI does not have, which no comparison looks at. */
const unreadContentChanged: DocumentRule = {
  id: "unread-content-changed",
  severity: "unknown",
  summary:
    "Content under a key that OpenAPI does not define (`respones`, `GET`), or of a type that its key does not allow, " +
    "changed: it was not compared.",
  checkDocument({ documents: { base, head } }) {
    const [before, after] = [byPointer(base.unread), byPointer(head.unread)];
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (pointer) => textOf(before.get(pointer)) !== textOf(after.get(pointer)),
    );
    const groups = Map.groupBy(changed, (pointer) => pointerSegments(pointer).at(-1) ?? "");
    return [...groups].map(([key, pointers]) => unreadChange(key, pointers, [before, after]));
  },
};

type Unread = ReadonlyMap<string, UnreadContent>;

/** A new operation. */
const operationAdded: DocumentRule = {
  id: "operation-added",
  severity: "safe",
  summary: "An operation was added: no caller uses it yet.",
  checkDocument: ({ operations }) =>
    operations.added.map((operation) => ({
      title: `The operation ${words.code(operationName(operation))} was added`,
      why: "No caller uses it yet.",
      remedy: "Nothing to do.",
      subject: `${operation.method} ${operation.shape}`,
      operations: [operation],
      base: { pointer: "/paths", value: undefined },
      head: { pointer: operation.pointer, value: operation.id },
    })),
};

/** The operation was deprecated, and its last day has passed. */
function isDue({ hasPassed }: DocumentPair, { deprecated, sunset }: OperationView): boolean {
  return deprecated && sunset !== undefined && hasPassed(sunset);
}

function byPointer(unread: readonly UnreadContent[]): Unread {
  return new Map(unread.map((content) => [content.pointer, content]));
}

function textOf(content: UnreadContent | undefined): string | undefined {
  return content && canonicalJson(content.value);
}

function unreadChange(
  key: string,
  pointers: readonly string[],
  [before, after]: [Unread, Unread],
): DocumentRuleFinding {
  const [first = ""] = pointers;
  const more = pointers.length > 1 ? `, and ${pointers.length - 1} more of the same name` : "";
  return {
    subject: first,
    title: `The content of ${words.code(first, 200)} changed and was not compared${more}`,
    why: `OpenAPI defines no \`${key}\` there, so no other finding shows the change.`,
    remedy: "Correct the key, or start it with `x-` if it is an extension.",
    base: { pointer: first, value: before.get(first)?.value },
    head: { pointer: first, value: after.get(first)?.value },
  };
}

/** The rules about added, removed and moved operations. */
export const presenceRules: readonly DocumentRule[] = [
  operationRemoved,
  operationRemovedAfterSunset,
  operationMoved,
  pathRespelled,
  webhookAdded,
  webhookRemoved,
  unreadContentChanged,
  operationAdded,
];
