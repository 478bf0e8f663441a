import type { Contract, JsonValue } from "../Contract.ts";
import { explainFaults } from "../schema/explainFaults.ts";
import { findUnlisted } from "../schema/findUnlisted.ts";
import type { SchemaFault } from "../schema/SchemaFault.ts";
import { SchemaValidators } from "../schema/SchemaValidators.ts";

/** Holds values of responses against the schemas of one document. */
export class ResponseEngine {
  readonly validators: SchemaValidators;

  constructor(contract: Contract) {
    this.validators = new SchemaValidators(contract, "response");
  }

  /** All faults of a value, properties that no schema names included. */
  faultsOf(pointer: string, value: JsonValue): readonly SchemaFault[] {
    const faults = explainFaults(this.validators, pointer, value);
    const told = new Set(faults.map(({ instancePointer, keyword }) => `${instancePointer} ${keyword}`));
    const properties = new Set(
      faults.flatMap((fault) => (fault.property === undefined ? [] : [fault.instancePointer])),
    );
    const unlisted = findUnlisted(this.validators, { pointer, value }).filter((fault) =>
      fault.property === undefined
        ? !told.has(`${fault.instancePointer} ${fault.keyword}`)
        : !properties.has(fault.instancePointer),
    );
    return [...faults, ...unlisted];
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
