import { canonicalJson, type UnreadContent } from "@gatehouse/contract";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { DocumentRule, DocumentTold } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** Content under a key that OpenAPI does not have, which no comparison looks at. */
export const unreadContentChanged: DocumentRule = {
  id: "unread-content-changed",
  severity: "unknown",
  summary:
    "What stands under a key that OpenAPI does not have (`respones`, `GET`), or has another type than its key takes, " +
    "changed: nothing reads it, so nothing compared it.",
  checkDocument({ documents: { base, head } }) {
    const [before, after] = [byPointer(base.unread), byPointer(head.unread)];
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (pointer) => textOf(before.get(pointer)) !== textOf(after.get(pointer)),
    );
    const groups = Map.groupBy(changed, (pointer) => jsonPointer.tokens(pointer).at(-1) ?? "");
    return [...groups].map(([key, pointers]) => tell(key, pointers, [before, after]));
  },
};

type Unread = ReadonlyMap<string, UnreadContent>;

function byPointer(unread: readonly UnreadContent[]): Unread {
  return new Map(unread.map((content) => [content.pointer, content]));
}

function textOf(content: UnreadContent | undefined): string | undefined {
  return content && canonicalJson(content.value);
}

function tell(key: string, pointers: readonly string[], [before, after]: [Unread, Unread]): DocumentTold {
  const [first = ""] = pointers;
  const more = pointers.length > 1 ? `, and ${pointers.length - 1} more of the same name` : "";
  return {
    subject: first,
    title: `What stands at ${words.code(first, 200)} changed and was not compared${more}`,
    why: `OpenAPI reads nothing under \`${key}\` there, so a change of its content shows in no other finding.`,
    wayOut: "Correct the key, or begin its name with `x-` if nothing has to read it.",
    base: { pointer: first, value: before.get(first)?.value },
    head: { pointer: first, value: after.get(first)?.value },
  };
}
