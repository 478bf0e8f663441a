import type { JsonValue } from "@gatehouse/contract";

/** The value at a JSON pointer (RFC 6901), also when written as a URI fragment; `undefined` where there is none. */
export function resolvePointer(root: JsonValue, pointer: string): JsonValue | undefined {
  let current: JsonValue | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    if (typeof current !== "object" || current === null) return undefined;
    const raw: string = part.replaceAll("~1", "/").replaceAll("~0", "~");
    current = Reflect.get(current, Object.hasOwn(current, raw) ? raw : decodeURIComponent(raw));
  }
  return current;
}
