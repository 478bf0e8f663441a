import type { Contract, JsonValue } from "../Contract.ts";
import { explainViolations } from "../schema/explainViolations.ts";
import { findUnlisted } from "../schema/findUnlisted.ts";
import { SchemaValidators } from "../schema/SchemaValidators.ts";
import type { SchemaViolation } from "../schema/SchemaViolation.ts";

/** Validates values of responses by the schemas of one document. */
export class ResponseEngine {
  readonly validators: SchemaValidators;

  constructor(contract: Contract) {
    this.validators = new SchemaValidators(contract, "response");
  }

  /** All violations of a schema by a value, properties that no schema names included. */
  violationsOf(pointer: string, value: JsonValue): readonly SchemaViolation[] {
    const { names, reader } = this.validators;
    const violations = explainViolations(this.validators, pointer, value);
    const properties = new Set(
      violations.flatMap(({ property, instancePointer }) =>
        property === undefined ? [] : [instancePointer],
      ),
    );
    const unlisted = findUnlisted(names, reader.at(pointer), value);
    return [...violations, ...unlisted.filter(({ instancePointer }) => !properties.has(instancePointer))];
  }
}

// A cache, not state: what is in it follows from the contract alone and goes away with it.
const engines = new WeakMap<Contract, ResponseEngine>();

/** The engine of a contract, made on first use. */
export function responseEngine(contract: Contract): ResponseEngine {
  const known = engines.get(contract);
  if (known !== undefined) return known;
  const created = new ResponseEngine(contract);
  engines.set(contract, created);
  return created;
}
