/** Thrown inside the parser where a pattern uses what no finite automaton can do, such as a back reference. */
export class NotRegular extends Error {
  readonly code = "SPEC_REVIEW_NOT_REGULAR";
}

/** Reads a pattern code point by code point. */
export interface RegexCursor {
  peek(ahead?: number): string | undefined;
  next(): string;
  /** Takes the text if it comes next. */
  take(text: string): boolean;
  atEnd(): boolean;
}

/** Opens a cursor at the start of a pattern. */
export function createRegexCursor(pattern: string): RegexCursor {
  const points = [...pattern];
  let index = 0;
  return {
    peek: (ahead = 0) => points[index + ahead],
    next() {
      const point = points[index];
      if (point === undefined) throw new NotRegular("the pattern ends too early");
      index += 1;
      return point;
    },
    take(text) {
      if (points.slice(index, index + text.length).join("") !== text) return false;
      index += text.length;
      return true;
    },
    atEnd: () => index >= points.length,
  };
}
