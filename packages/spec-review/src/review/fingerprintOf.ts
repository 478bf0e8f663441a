import { createHash } from "node:crypto";
import { canonicalJson, isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { FingerprintParts } from "./FindingDraft.ts";

const LENGTH = 12;

/**
 * The name of a finding, which stays when branches are rebased, texts are reformatted and files are moved: made of what
 * changed where in the document, never of lines, files or the operations that use it (docs/adr/0024). A version that
 * makes it of anything else lists what it was made of before in `former`.
 */
export function fingerprintOf({ id, direction, site, subject, base, head }: FingerprintParts): string {
  const telling = [id, direction, site, subject, essence(base?.value), essence(head?.value)];
  const text = telling.map((part) => part ?? "").join("\u0000");
  return createHash("sha256").update(text).digest("hex").slice(0, LENGTH);
}

/** Whole objects hold descriptions and examples, which may change without changing the matter. */
function essence(value: JsonValue | undefined): string {
  if (value === undefined || isJsonObject(value)) return "";
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [];
  if (items.some((item) => typeof item === "object")) return "";
  return canonicalJson(items.length > 0 ? items.map(canonicalJson).toSorted() : value);
}
