import type { Direction } from "../diff/SchemaChange.ts";
import type { OperationView } from "../document/OperationView.ts";

/** A schema of an operation, on both sides. */
export interface SchemaSite {
  readonly operation: OperationView;
  /** What the reader calls it: `request body`, `response 200`, `query parameter limit`. */
  readonly where: string;
  readonly direction: Direction;
  /** Pointers of the schemas; undefined means anything. */
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly asText: boolean;
  /** The value travels as XML, where names and nesting of elements matter. */
  readonly asXml: boolean;
}
