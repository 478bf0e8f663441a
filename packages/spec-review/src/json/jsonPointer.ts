import { isJsonObject } from "./isJsonObject.ts";
import type { JsonValue } from "./JsonValue.ts";

/** Builds and follows JSON pointers (RFC 6901). */
export const jsonPointer = {
  /** Appends unescaped tokens to a pointer. */
  append(pointer: string, ...tokens: readonly (string | number)[]): string {
    return tokens.reduce<string>((path, token) => `${path}/${escapeToken(String(token))}`, pointer);
  },

  /** The unescaped tokens of a pointer. */
  tokens(pointer: string): string[] {
    if (pointer === "") return [];
    return pointer.slice(1).split("/").map(unescapeToken);
  },

  /** The value a pointer leads to, or undefined where nothing stands. */
  resolve(root: JsonValue, pointer: string): JsonValue | undefined {
    let value: JsonValue | undefined = root;
    for (const token of jsonPointer.tokens(pointer)) {
      value = child(value, token);
      if (value === undefined) return undefined;
    }
    return value;
  },
};

function child(value: JsonValue | undefined, token: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  if (isJsonObject(value) && Object.hasOwn(value, token)) return value[token];
  return undefined;
}

function escapeToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapeToken(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
