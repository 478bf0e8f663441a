import type { ErrorObject, ValidateFunction } from "ajv";
import type { Ajv2020 } from "ajv/dist/2020.js";
import type { Contract, JsonValue } from "../Contract.ts";
import { createAjv } from "./createAjv.ts";
import type { Direction } from "./Direction.ts";
import { ListedNames } from "./ListedNames.ts";
import { type SchemaRef, schemaAt } from "./SchemaRef.ts";
import { toJsonSchema } from "./toJsonSchema.ts";

/** Compiles the schemas of a document for one direction, each on first use. */
export class SchemaValidators {
  readonly contract: Contract;
  readonly direction: Direction;
  readonly names: ListedNames;
  readonly #ajv: Ajv2020 = createAjv();
  readonly #addresses = new Map<string, string>();
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #keywords = new WeakMap<object, Map<string, ValidateFunction>>();

  constructor(contract: Contract, direction: Direction) {
    this.contract = contract;
    this.direction = direction;
    this.names = new ListedNames(contract);
  }

  /** Whether a value fits the schema at a pointer of the document. */
  isValid(pointer: string, value: JsonValue): boolean {
    return this.#validator(pointer)(value) === true;
  }

  /** What Ajv has against a value; empty where it fits. */
  errorsOf(pointer: string, value: JsonValue): readonly ErrorObject[] {
    const validate = this.#validator(pointer);
    return validate(value) ? [] : (validate.errors ?? []);
  }

  /** Whether a value fits a single keyword of a schema, one that looks at the value itself and not into it. */
  fitsKeyword(
    schema: object,
    keyword: string,
    parts: { readonly rule: JsonValue; readonly value: JsonValue },
  ): boolean {
    const known = this.#keywords.get(schema) ?? new Map<string, ValidateFunction>();
    this.#keywords.set(schema, known);
    const validate = known.get(keyword) ?? this.#ajv.compile({ [keyword]: parts.rule });
    known.set(keyword, validate);
    return validate(parts.value) === true;
  }

  #validator(pointer: string): ValidateFunction {
    const known = this.#compiled.get(pointer);
    if (known !== undefined) return known;
    const address = this.#addressOf(schemaAt(this.contract, pointer));
    const compiled = this.#ajv.compile({ $ref: address });
    this.#compiled.set(pointer, compiled);
    return compiled;
  }

  /** Adds the translation of a schema, and of all it refers to, under an address of its own. */
  #addressOf(target: SchemaRef): string {
    const known = this.#addresses.get(target.pointer);
    if (known !== undefined) return known;
    const address = `contract:${this.#addresses.size}`;
    this.#addresses.set(target.pointer, address);
    const context = {
      contract: this.contract,
      direction: this.direction,
      addressOf: (other: SchemaRef) => this.#addressOf(other),
    };
    const translated = toJsonSchema(context, target);
    this.#ajv.addSchema(
      typeof translated === "boolean" ? { allOf: [translated] } : (translated as object),
      address,
    );
    return address;
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
