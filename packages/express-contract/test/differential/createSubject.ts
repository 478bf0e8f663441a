import type { Contract } from "@gatehouse/contract";
import { type Binding, type ContractRouterOptions, createContractRouter } from "../../src/index.ts";
import { injectRequest } from "./injectRequest.ts";
import type { RawRequest } from "./RawRequest.ts";
import type { ValidatorResult } from "./ValidatorResult.ts";

interface AnyBinding extends Binding {
  context: { settle: (result: ValidatorResult) => void };
}

interface HandedOn {
  readonly parameters: Record<"path" | "query" | "header" | "cookie", Record<string, unknown>>;
  readonly body: unknown;
}

/** Makes the contract router the validator of a whole document; its handlers report the values they receive. */
export function createSubject(
  contract: Contract,
  options: Pick<ContractRouterOptions<AnyBinding>, "observeRequest"> = {},
): (request: RawRequest) => Promise<ValidatorResult> {
  const settle = new WeakMap<object, (result: ValidatorResult) => void>();
  const handle = async ({ parameters, body }: HandedOn, context: AnyBinding["context"]) => {
    context.settle({ accepted: true, values: { ...parameters, body } });
    return { status: 204 };
  };
  const operations = Object.fromEntries([...contract.operations.keys()].map((id) => [id, handle]));
  const router = createContractRouter<AnyBinding>({
    ...options,
    contract,
    operations: operations as never,
    security: {} as never,
    createContext: (req) => ({ settle: settle.get(req) ?? (() => undefined) }),
    errorResponse: ({ error, context }) => {
      const cause = error.code === "INTERNAL" ? `: ${String(error.cause)}` : "";
      context.settle({
        accepted: false,
        status: error.status,
        reason: `${error.code} ${error.message}${cause}`,
      });
      return { status: error.status };
    },
  });
  return (request) =>
    new Promise((resolve) => {
      injectRequest((req, res) => {
        settle.set(req, resolve);
        router(req, res, () => undefined);
      }, request);
    });
}
