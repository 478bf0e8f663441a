import type { AffectedOperation } from "../review/Finding.ts";
import { holdsWord } from "./holdsWord.ts";
import { isTelling } from "./isTelling.ts";

/** Makes a test whether a text mentions an operation: by its id, or by method and path. */
export function callTest({ method, path, operationId }: AffectedOperation): (text: string) => boolean {
  const id = operationId !== undefined && isTelling(operationId) ? operationId : undefined;
  // Functions often bear the same name, as those of the domain do; a call of one is none of the operation.
  const namesake = new RegExp(`[.\\s]${escaped(id ?? "")}\\??\\.?[(<]`);
  const [start = ""] = path.split("{");
  const [wholePath, word] = [pathPattern(path), new RegExp(`\\b${method}\\b`, "i")];
  return (text) => {
    if (id !== undefined && holdsWord(text, id) && !namesake.test(text)) return true;
    return text.includes(start) && wholePath.test(text) && word.test(text);
  };
}

/** Parameters may be given, or written in any of the usual ways. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map(escaped);
  return new RegExp(`(?<![{-])${parts.join("[^\\s/\"'`]+")}(?![\\w/{}-])`);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
