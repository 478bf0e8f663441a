import { childPointer, parsePointer, resolvePointer } from "@gatehouse/contract";

/** Builds and follows JSON pointers (RFC 6901). */
export const jsonPointer = {
  /** Appends unescaped tokens to a pointer. */
  append: childPointer,

  /** The unescaped tokens of a pointer. */
  tokens: (pointer: string): readonly string[] => parsePointer(pointer) ?? [],

  /** The value a pointer leads to, or undefined where nothing stands. */
  resolve: resolvePointer,
};
