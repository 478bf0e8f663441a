import type { Contract, Operation } from "../Contract.ts";
import { compileBodyCheck } from "./compileBodyCheck.ts";
import { compileParameterCheck, type ParameterCheck } from "./compileParameterCheck.ts";
import type { Acceptance, RequestChecks } from "./RequestChecks.ts";
import { RequestCompiler } from "./RequestCompiler.ts";

/** When schemas are compiled. */
export interface RequestCheckOptions {
  /**
   * `first-use` keeps a start short and costs each operation's first request a few milliseconds; `now` compiles the
   * parameters at once.
   *
   * @default "first-use"
   */
  readonly compile?: "first-use" | "now";
}

const REFUSED = { accepted: false } as const;

/**
 * Prepares the acceptance checks of an operation. What they accept, express-openapi-validator 5.6.2 accepts with the
 * same values; whatever they cannot be sure of they do not accept, and leave the verdict to it.
 *
 * Schemas are compiled per operation and declared media type, never by what a client sends.
 */
export function compileRequestChecks(operation: Operation, options: RequestCheckOptions = {}): RequestChecks {
  const compilers = requestCompilers(operation.contract);
  let checkParameters: ParameterCheck | undefined;
  const parameters = (): ParameterCheck => {
    checkParameters ??= compileParameterCheck(operation, compilers.parameters);
    return checkParameters;
  };
  const checkBody = compileBodyCheck(operation, compilers.bodies);
  if (options.compile === "now") parameters();
  return {
    accept(request): Acceptance {
      const values = parameters()(request);
      if (values === undefined) return REFUSED;
      try {
        const verdict = checkBody(request);
        return verdict.accepted ? { accepted: true, values: { ...values, body: verdict.body } } : REFUSED;
      } catch {
        return REFUSED; // Ajv compares by `valueOf`, which a body can take away.
      }
    },
  };
}

interface RequestCompilers {
  readonly parameters: RequestCompiler;
  readonly bodies: RequestCompiler;
}

// A cache, not state: what is in it follows from the contract alone and goes away with it.
const compilersByContract = new WeakMap<Contract, RequestCompilers>();

function requestCompilers(contract: Contract): RequestCompilers {
  const known = compilersByContract.get(contract);
  if (known !== undefined) return known;
  const created = {
    parameters: new RequestCompiler(contract, { coerceTypes: true }),
    bodies: new RequestCompiler(contract, { coerceTypes: false }),
  };
  compilersByContract.set(contract, created);
  return created;
}
