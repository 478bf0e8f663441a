import type { JsonValue, Operation } from "../Contract.ts";
import type { SchemaViolation } from "../schema/SchemaViolation.ts";
import type {
  Difference,
  DifferenceFacts,
  EnvelopeDifferenceKind,
  HeaderDifferenceKind,
} from "./Difference.ts";

/** The parts of a difference that its finder knows. */
interface Found {
  readonly responsePointer: string;
  readonly documentPointer: string;
  readonly expected: string;
  readonly actual: JsonValue | undefined;
  readonly suggestion?: string | undefined;
}

/** Completes differences with the operation, the status and the location in the source files. */
export class DifferenceBuilder {
  readonly #operation: Operation;
  readonly #status: number;

  constructor(operation: Operation, status: number) {
    this.#operation = operation;
    this.#status = status;
  }

  envelope(kind: EnvelopeDifferenceKind, found: Found): Difference {
    return { kind, ...this.#facts(found) };
  }

  header(kind: HeaderDifferenceKind, header: string, found: Found): Difference {
    return { kind, header, ...this.#facts(found) };
  }

  /** A violation of the body as a difference. */
  body(violation: SchemaViolation): Difference {
    const facts = this.#facts({ ...violation, responsePointer: `/body${violation.instancePointer}` });
    const { kind, keyword, property = "" } = violation;
    switch (kind) {
      case "forbidden-property":
      case "missing-property":
      case "unlisted-property":
      case "write-only-property":
        return { kind, property, ...facts };
      case "read-only-property": // Found in requests only.
        return { kind: "forbidden-property", property, ...facts };
      default:
        return { kind, keyword, ...facts };
    }
  }

  #facts({ responsePointer, documentPointer, expected, actual, suggestion }: Found): DifferenceFacts {
    return {
      operationId: this.#operation.id,
      status: this.#status,
      responsePointer,
      documentPointer,
      location: this.#operation.contract.locate(documentPointer),
      expected,
      actual,
      suggestion,
    };
  }
}
