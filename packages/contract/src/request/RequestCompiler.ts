import type { ValidateFunction } from "ajv";
import type { default as AjvCore } from "ajv/dist/core.js";
import type { Contract, JsonValue } from "../Contract.ts";
import { parsePointer } from "../load/jsonPointer.ts";
import { createRequestAjv } from "./createRequestAjv.ts";
import { toRequestSchema } from "./toRequestSchema.ts";

/** Compiles the schemas of the requests of one document. */
export class RequestCompiler {
  readonly #contract: Contract;
  readonly #ajv: AjvCore.default;
  readonly #added = new Set<string>();

  constructor(contract: Contract, options: { readonly coerceTypes: boolean }) {
    this.#contract = contract;
    this.#ajv = createRequestAjv(contract.openapi, options);
  }

  /** Compiles a schema of the document. @throws Error when Ajv or we cannot make sense of it. */
  compile(schema: JsonValue): ValidateFunction {
    const translated = this.#translate(schema, { isVisited: true });
    return this.#ajv.compile(typeof translated === "boolean" ? translated : (translated as object));
  }

  /** Brings a schema into the form of the compiler; the components that it refers to are added on the way. */
  translate(schema: JsonValue): JsonValue {
    return this.#translate(schema, { isVisited: false });
  }

  /** Compiles what is in the compiler's form already. */
  compileTranslated(schema: object): ValidateFunction {
    return this.#ajv.compile(schema);
  }

  #translate(schema: JsonValue, { isVisited }: { readonly isVisited: boolean }): JsonValue {
    return toRequestSchema(schema, { isVisited, addressOf: (reference) => this.#addressOf(reference) });
  }

  #addressOf(reference: string): string {
    const [components, schemas, name, ...rest] = parsePointer(decodeURIComponent(reference.slice(1))) ?? [];
    if (components !== "components" || schemas !== "schemas" || name === undefined || rest.length > 0) {
      throw new Error(`the reference ${reference} leads into a schema`);
    }
    const address = `component:${encodeURIComponent(name)}`;
    if (this.#added.has(address)) return address;
    this.#added.add(address);
    const component = this.#contract.resolve(
      `/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    );
    const translated = this.#translate(component.value ?? {}, { isVisited: true });
    this.#ajv.addSchema(
      typeof translated === "object" && translated !== null ? translated : { allOf: [translated] },
      address,
    );
    return address;
  }
}
