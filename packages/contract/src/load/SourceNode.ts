import type { SourceLocation } from "../Contract.ts";
import { formatPointer } from "../json/jsonPointer.ts";
import type { SourceFile } from "./SourceFile.ts";

/** A value's place in its source file, given by keys; line and column are found when asked for. */
export class SourcePlace {
  readonly file: SourceFile;
  readonly parent: SourcePlace | undefined;
  readonly key: string;

  constructor(file: SourceFile, parent?: SourcePlace, key = "") {
    this.file = file;
    this.parent = parent;
    this.key = key;
  }

  child(key: string): SourcePlace {
    return new SourcePlace(this.file, this, key);
  }

  descend(segments: readonly string[]): SourcePlace {
    return segments.reduce<SourcePlace>((place, segment) => place.child(segment), this);
  }

  get segments(): readonly string[] {
    return this.parent === undefined ? [] : [...this.parent.segments, this.key];
  }

  /** JSON pointer inside the file. */
  get pointer(): string {
    return formatPointer(this.segments);
  }

  get location(): SourceLocation {
    return this.file.locate(this.segments);
  }

  /** The same text for the same value, however it was reached. */
  get identity(): string {
    return `${this.file.address}#${this.pointer}`;
  }
}
