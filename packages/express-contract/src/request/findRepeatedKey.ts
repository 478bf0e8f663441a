const STRUCTURE = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** An object whose members are being read, or an array, which has no keys. */
interface Frame {
  readonly keys: Set<string> | undefined;
  /** Whether the next string is a key. */
  expectsKey: boolean;
}

/**
 * Finds a key that stands twice in one object of a JSON text. `JSON.parse` keeps the last one; another reader in
 * front of us may have kept the first (RFC 8259, section 4).
 *
 * @param text valid JSON
 * @returns the key, or nothing
 */
export function findRepeatedKey(text: string): string | undefined {
  const frames: Frame[] = [];
  for (const [token] of text.matchAll(STRUCTURE)) {
    const frame = frames.at(-1);
    if (token === "{") frames.push({ keys: new Set(), expectsKey: true });
    else if (token === "[") frames.push({ keys: undefined, expectsKey: false });
    else if (token === "}" || token === "]") frames.pop();
    else if (frame?.keys === undefined) continue;
    else if (token === ",") frame.expectsKey = true;
    else if (frame.expectsKey) {
      const key: string = JSON.parse(token);
      if (frame.keys.has(key)) return key;
      frame.keys.add(key);
      frame.expectsKey = false;
    }
  }
  return undefined;
}
