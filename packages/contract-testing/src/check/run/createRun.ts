import type { Contract, Operation } from "@gatehouse/contract";
import type { CheckOptions, Send } from "../CheckOptions.ts";
import { basePathOf, readBaseUrl } from "../readBaseUrl.ts";
import type { RequestFrame } from "../requests/buildRequest.ts";
import { type AcceptedValues, createAcceptedValues } from "../requests/createAcceptedValues.ts";
import { partsOf } from "../requests/partsOf.ts";
import type { ProbeContext } from "../requests/requestDrafts.ts";
import type { Clock } from "../systemClock.ts";
import { valueSourceOf } from "../values/valueSourceOf.ts";
import { createCredentialStore } from "./createCredentialStore.ts";
import { createExchanger, type Exchanger } from "./createExchanger.ts";
import { createFindingCollector, type FindingCollector } from "./createFindingCollector.ts";
import { createGate, type Gate } from "./createGate.ts";

/** Makes what probes of an operation are made from, once for each operation. */
function createProbeContexts(
  contract: Contract,
  { known, accepted }: { readonly known: ReadonlySet<string>; readonly accepted: AcceptedValues },
): (operation: Operation) => ProbeContext {
  const source = valueSourceOf(contract);
  const contexts = new Map<Operation, ProbeContext>();
  return (operation) => {
    const found = contexts.get(operation);
    if (found !== undefined) return found;
    const open = operation.security.filter((schemes) => schemes.every(({ scheme }) => known.has(scheme)));
    const onPath = [...contract.operations.values()].filter(({ path }) => path === operation.path);
    const probeContext = {
      space: { operation, parts: partsOf(operation), source, accepted: () => accepted.of(operation) },
      open,
      known,
      onPath,
    };
    contexts.set(operation, probeContext);
    return probeContext;
  };
}

/** What all questions of a check share. */
export interface Run {
  readonly options: CheckOptions;
  readonly seed: number;
  readonly cases: number;
  readonly origin: string;
  readonly gate: Gate;
  readonly collector: FindingCollector;
  readonly exchanger: Exchanger;
  readonly accepted: AcceptedValues;
  /** What could not be checked, and why. */
  readonly notes: string[];
  contextOf(operation: Operation): ProbeContext;
  frameOf(operation: Operation): RequestFrame;
}

const DEFAULT_CASES = 200;
const DEFAULT_SEED = 1;

/** Prepares a check: reads the options and fetches credentials. */
export async function createRun(
  options: CheckOptions,
  { send, clock }: { readonly send: Send; readonly clock: Clock },
): Promise<Run> {
  const base = readBaseUrl(options.baseUrl);
  const credentialStore = await createCredentialStore(options);
  const gate = createGate(clock, options);
  const notes: string[] = [];
  const accepted = createAcceptedValues();
  const contextOf = createProbeContexts(options.contract, { known: credentialStore.schemes, accepted });
  return {
    options,
    seed: options.seed ?? DEFAULT_SEED,
    cases: options.cases ?? DEFAULT_CASES,
    origin: base.origin,
    gate,
    collector: createFindingCollector(),
    notes,
    accepted,
    contextOf,
    frameOf: (operation) => ({
      operation,
      parts: contextOf(operation).space.parts,
      basePath: base.basePath ?? basePathOf(operation),
      headers: options.headers ?? [],
    }),
    exchanger: createExchanger({
      send,
      gate,
      credentialStore,
      origin: base.origin,
      insecure: options.tls?.insecure === true,
      onTrouble: (note) => notes.push(note),
    }),
  };
}
