import { isDeepStrictEqual } from "node:util";
import type { Contract } from "@gatehouse/contract";
import { createRandom } from "./createRandom.ts";
import { createReference } from "./createReference.ts";
import { createRequestMaker } from "./createRequestMaker.ts";
import { createSubject } from "./createSubject.ts";
import { faultOf } from "./eovFaults.ts";
import type { RawRequest } from "./RawRequest.ts";
import type { ValidatorResult } from "./ValidatorResult.ts";

/** How much is compared. */
export interface ComparisonOptions {
  readonly cases: number;
  readonly seed: number;
}

/** What came of it. */
export interface Comparison {
  readonly accepted: number;
  /** By name. */
  readonly faults: ReadonlyMap<string, number>;
  readonly differences: readonly {
    operation: string;
    request: RawRequest;
    theirs: ValidatorResult;
    ours: ValidatorResult;
  }[];
}

/** express-openapi-validator passes cookies as texts, with any schema. */
function cookieText(value: unknown): string {
  return String(
    typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value,
  );
}

function comparable({ values }: Extract<ValidatorResult, { accepted: true }>): unknown {
  const cookie = Object.entries(values.cookie).map(([name, value]) => [name, cookieText(value)]);
  return JSON.parse(JSON.stringify({ ...values, cookie }));
}

function agree(theirs: ValidatorResult, ours: ValidatorResult): boolean {
  if (!theirs.accepted || !ours.accepted) return theirs.accepted === ours.accepted;
  return isDeepStrictEqual(comparable(theirs), comparable(ours));
}

/** Drives generated requests through express-openapi-validator and the contract router. */
export async function compareValidators(contract: Contract, options: ComparisonOptions): Promise<Comparison> {
  const [reference, subject] = [createReference(contract), createSubject(contract)];
  const operations = [...contract.operations.values()];
  const makeRequest = createRequestMaker(contract, createRandom(options.seed));
  const faults = new Map<string, number>();
  const differences: Comparison["differences"][number][] = [];
  let accepted = 0;
  for (let index = 0; index < options.cases; index += 1) {
    const operation = operations[index % operations.length];
    if (operation === undefined) continue;
    const request = makeRequest(operation);
    const [theirs, ours] = [await reference(request, operation), await subject(request)];
    if (ours.accepted) accepted += 1;
    if (agree(theirs, ours)) continue;
    const name = faultOf({ operation, request, theirs, ours });
    if (name === undefined) differences.push({ operation: operation.id, request, theirs, ours });
    else faults.set(name, (faults.get(name) ?? 0) + 1);
  }
  return { accepted, faults, differences };
}
