import type { Contract, JsonValue } from "../Contract.ts";
import { explainViolations } from "../schema/explainViolations.ts";
import { findUnlisted } from "../schema/findUnlisted.ts";
import { mismatch } from "../schema/leafViolations.ts";
import { SchemaValidators } from "../schema/SchemaValidators.ts";
import { MORE_VIOLATIONS, MOST_VIOLATIONS, type SchemaViolation } from "../schema/SchemaViolation.ts";

/** Validates values of responses by the schemas of one document. */
export class ResponseEngine {
  readonly validators: SchemaValidators;

  constructor(contract: Contract) {
    this.validators = new SchemaValidators(contract, "response");
  }

  /**
   * All violations of a schema by a value, properties that no schema names included. Where they are more than are
   * listed, the last one is a violation of the whole schema and says so.
   */
  violationsOf(pointer: string, value: JsonValue): readonly SchemaViolation[] {
    const { names, reader } = this.validators;
    const violations = explainViolations(this.validators, pointer, value);
    const properties = new Set(
      violations.flatMap(({ property, instancePointer }) =>
        property === undefined ? [] : [instancePointer],
      ),
    );
    const schema = reader.at(pointer);
    const unlisted = findUnlisted(names, schema, value);
    const all = [
      ...violations,
      ...unlisted.filter(({ instancePointer }) => !properties.has(instancePointer)),
    ];
    if (all.length <= MOST_VIOLATIONS) return all;
    const more = mismatch({ node: schema, value, instancePointer: "" }, "", `a value ${MORE_VIOLATIONS}`);
    return [...all.slice(0, MOST_VIOLATIONS), more];
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
