import type { Contract } from "../Contract.ts";
import type { Check } from "./compileScalars.ts";
import type { Direction } from "./Direction.ts";
import { ListedNames } from "./ListedNames.ts";
import { SchemaCompiler } from "./SchemaCompiler.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import { SchemaReader } from "./SchemaReader.ts";

/**
 * The validators of the schemas of a document, for one direction. Each schema is compiled once: by `compile`, or when
 * it is first asked for.
 */
export class SchemaValidators {
  readonly contract: Contract;
  readonly direction: Direction;
  readonly reader: SchemaReader;
  readonly names = new ListedNames();
  /** The check of a schema in its normal form. */
  readonly check: (node: SchemaNode) => Check;
  readonly #checks = new Map<string, Check>();

  constructor(contract: Contract, direction: Direction) {
    this.contract = contract;
    this.direction = direction;
    this.reader = new SchemaReader(contract, direction);
    this.check = new SchemaCompiler(contract).check;
  }

  /** The compiled check of the schema at a pointer of the document. */
  compile(pointer: string): Check {
    const known = this.#checks.get(pointer);
    if (known !== undefined) return known;
    const check = this.check(this.reader.at(pointer));
    this.#checks.set(pointer, check);
    return check;
  }

  /**
   * Whether a value conforms to the schema at a pointer of the document. Values are those of JSON, and `bigint` for
   * integers that a double cannot hold.
   */
  isValid(pointer: string, value: unknown): boolean {
    return this.compile(pointer)(value);
  }

  /** Whether a value conforms to a schema. */
  fits(node: SchemaNode, value: unknown): boolean {
    return this.check(node)(value);
  }
}

// A cache, not state: what is in it follows from the contract alone and goes away with it.
const validatorsByContract = new WeakMap<Contract, Map<Direction, SchemaValidators>>();

/** The validators of a contract for one direction, made on first use and the same for all callers. */
export function schemaValidators(contract: Contract, direction: Direction): SchemaValidators {
  const known = validatorsByContract.get(contract) ?? new Map<Direction, SchemaValidators>();
  validatorsByContract.set(contract, known);
  const validators = known.get(direction) ?? new SchemaValidators(contract, direction);
  known.set(direction, validators);
  return validators;
}
