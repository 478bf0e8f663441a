import type { SourceLocation } from "../Contract.ts";
import { formatPointer } from "../json/jsonPointer.ts";
import type { SourceFile } from "./SourceFile.ts";

/** A node of a source file, given by its keys; line and column are found on demand. */
export class SourceNode {
  readonly file: SourceFile;
  readonly parent: SourceNode | undefined;
  readonly key: string;

  constructor(file: SourceFile, parent?: SourceNode, key = "") {
    this.file = file;
    this.parent = parent;
    this.key = key;
  }

  child(key: string): SourceNode {
    return new SourceNode(this.file, this, key);
  }

  descend(segments: readonly string[]): SourceNode {
    return segments.reduce<SourceNode>((node, segment) => node.child(segment), this);
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
