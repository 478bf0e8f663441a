import { childPointer, isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { ReviewedDocument } from "../document/openDocument.ts";
import { readOperations } from "../document/readOperations.ts";
import type { Finding, ImpactLocation } from "../findings/Finding.ts";
import { mentionAt } from "./exampleMentions.ts";
import { findingWords, holdsWord } from "./findingWords.ts";

interface Entry {
  readonly pointer: string;
  readonly value: JsonValue;
}

/**
 * Finds what extensions (`x-…`) of the new document say about a finding: the waivers beside its operations, and
 * entries beside the document, such as lists of members that tests pass over.
 */
export function waiverMentions(head: ReviewedDocument): (finding: Finding) => ImpactLocation[] {
  const operations = readOperations(head.root);
  const ofDocument = entriesOf({ pointer: "", value: head.root }, /^x-/);
  return (finding) => {
    const { about, isWholeOperation } = findingWords(finding);
    const concerned = operations.filter(({ method, path }) =>
      finding.operations.some((one) => one.path === path && one.method === method.toUpperCase()),
    );
    const beside = concerned.flatMap((operation) => entriesOf(operation, /^x-.*waiver/i));
    const names = ({ value }: Entry) => about.some((word) => holdsWord(JSON.stringify(value), word));
    const found = [
      ...beside.filter((entry) => isWholeOperation || names(entry)),
      ...(finding.operations.length > 0 ? ofDocument.filter(names) : []),
    ];
    return found.map(({ pointer, value }) => {
      const operationId = concerned.find((one) => pointer.startsWith(`${one.pointer}/`))?.id ?? null;
      return mentionAt(head, pointer, { kind: "waiver", operationId, text: textOf(value) });
    });
  };
}

/** The items of the extensions of an object whose name matches. */
function entriesOf({ pointer, value }: Entry, name: RegExp): Entry[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value)
    .filter(([key]) => name.test(key))
    .flatMap(([key, extension]) => {
      const at = childPointer(pointer, key);
      const items: readonly JsonValue[] | undefined = Array.isArray(extension) ? extension : undefined;
      return (
        items?.map((item, index) => ({ pointer: `${at}/${index}`, value: item })) ?? [
          { pointer: at, value: extension },
        ]
      );
    });
}

const LONGEST_TEXT = 160;

function textOf(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}
