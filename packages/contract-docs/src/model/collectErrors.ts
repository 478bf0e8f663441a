import {
  isJsonObject,
  type JsonValue,
  type MediaType,
  type Operation,
  type ResponseContract,
} from "@gatehouse/contract";
import { phraseOf } from "./annotation.ts";
import type { ErrorDoc, OperationEntry } from "./DocsModel.ts";

/** Names of properties that hold a code for programs, and of those that hold a text for people. */
const CODE = /^(?:error_?|status_?)?code$|^type$/i;
const TEXT = /^(?:error|message|detail|error_?message|error_?description|title)$/i;

/** An operation of the document with its entry in lists. */
export interface ListedOperation {
  readonly operation: Operation;
  readonly entry: OperationEntry;
}

interface Collected {
  readonly status: string;
  readonly code: string | undefined;
  readonly description: string;
  readonly texts: Set<string>;
  readonly operations: Set<OperationEntry>;
}

/** Lists the errors of a document: each status, with the code of its examples, and the operations that respond with it. */
export function collectErrors(operations: readonly ListedOperation[]): readonly ErrorDoc[] {
  const found = new Map<string, Collected>();
  for (const { operation, entry } of operations) {
    for (const response of operation.responses.values()) {
      if (!/^[45]|^default$/i.test(response.status)) continue;
      for (const { code, texts } of readCodes(response)) {
        const { status, description } = response;
        const key = JSON.stringify([status, code, description]);
        const known = found.get(key) ?? {
          status,
          code,
          description,
          texts: new Set(),
          operations: new Set(),
        };
        for (const text of texts) known.texts.add(text);
        known.operations.add(entry);
        found.set(key, known);
      }
    }
  }
  const sorted = [...found.values()].sort((one, other) => one.status.localeCompare(other.status));
  return sorted.map(({ texts, operations: users, ...facts }, index) => ({
    ...facts,
    phrase: phraseOf(facts.status),
    texts: [...texts],
    operations: [...users],
    anchor: `error-${facts.status}-${index + 1}`,
  }));
}

function readCodes({ content }: ResponseContract): readonly Pick<Collected, "code" | "texts">[] {
  const byCode = new Map<string | undefined, Set<string>>();
  for (const value of [...content.values()].flatMap(examplesOf)) {
    const entries = isJsonObject(value) ? Object.entries(value) : [];
    const textUnder = (names: RegExp) =>
      entries.find(([name, one]) => names.test(name) && typeof one === "string")?.[1];
    const code = textUnder(CODE);
    const text = textUnder(TEXT);
    const texts = byCode.get(code === undefined ? undefined : String(code)) ?? new Set();
    if (text !== undefined) texts.add(String(text));
    byCode.set(code === undefined ? undefined : String(code), texts);
  }
  if (byCode.size === 0) return [{ code: undefined, texts: new Set() }];
  return [...byCode].map(([code, texts]) => ({ code, texts }));
}

function examplesOf({ examples }: MediaType): readonly JsonValue[] {
  return [...examples.values()].map(({ value }) => value);
}
