import { entriesOf, textOf } from "../json/jsonValues.ts";
import { canonicalMediaType, parseMediaType, splitList } from "../media/mediaTypes.ts";
import type { Finding } from "./BundleContext.ts";
import type { Checked } from "./checkFields.ts";

const noMediaType = (text: string): Finding => ({
  rule: "invalid-value",
  message: `"${text}" is not a media type.`,
  advice: "Write type and subtype, for example application/json.",
});

/** The keys of `content` are media types or ranges, each once (OpenAPI 3.1.1, 4.8.13; RFC 9110, 8.3.1). */
export function checkContent({ context, value, node }: Checked): void {
  const first = new Map<string, string>();
  for (const [key] of entriesOf(value.content)) {
    const parsed = parseMediaType(key);
    const same = parsed === undefined ? key : canonicalMediaType(parsed);
    const other = first.get(same);
    if (other === undefined) first.set(same, key);
    if (parsed === undefined) context.report(node.child("content").child(key), noMediaType(key));
    else if (other !== undefined) {
      context.report(node.child("content").child(key), {
        rule: "conflicting-fields",
        message: `"${other}" and "${key}" are the same media type.`,
        advice: "Remove one of the two.",
      });
    }
  }
}

/** The media types of a part of a form, between commas (OpenAPI 3.1.1, 4.8.15.1). */
export function checkContentType({ context, value, node }: Checked): void {
  const text = textOf(value.contentType);
  if (text === undefined) return;
  const types = splitList(text);
  for (const type of types.length === 0 ? [text] : types) {
    if (parseMediaType(type) === undefined) {
      context.report(node.child("contentType"), noMediaType(type.trim()));
    }
  }
}
