import type { Operation } from "@gatehouse/contract";
import { basePathOf } from "../basePathOf.ts";
import type { CheckOptions, Send } from "../CheckOptions.ts";
import type { Clock } from "../Clock.ts";
import type { ProbeScene } from "../probes/ProbeScene.ts";
import { readBaseUrl } from "../readBaseUrl.ts";
import type { RequestFrame } from "../requests/buildRequest.ts";
import { type AcceptedValues, createAcceptedValues } from "../requests/createAcceptedValues.ts";
import { createExchanger, type Exchanger } from "./createExchanger.ts";
import { createFindingBook, type FindingBook } from "./createFindingBook.ts";
import { createGate, type Gate } from "./createGate.ts";
import { createScenes } from "./createScenes.ts";
import { createWallet } from "./createWallet.ts";

/** What all questions of a check share. */
export interface Run {
  readonly options: CheckOptions;
  readonly seed: number;
  readonly cases: number;
  readonly origin: string;
  readonly gate: Gate;
  readonly book: FindingBook;
  readonly exchanger: Exchanger;
  readonly accepted: AcceptedValues;
  /** What could not be checked, and why. */
  readonly notes: string[];
  sceneOf(operation: Operation): ProbeScene;
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
  const wallet = await createWallet(options);
  const gate = createGate(clock, options);
  const notes: string[] = [];
  const accepted = createAcceptedValues();
  const sceneOf = createScenes(options.contract, { known: wallet.schemes, accepted });
  return {
    options,
    seed: options.seed ?? DEFAULT_SEED,
    cases: options.cases ?? DEFAULT_CASES,
    origin: base.origin,
    gate,
    book: createFindingBook(),
    notes,
    accepted,
    sceneOf,
    frameOf: (operation) => ({
      operation,
      parts: sceneOf(operation).space.parts,
      basePath: base.basePath ?? basePathOf(operation),
      headers: options.headers ?? [],
    }),
    exchanger: createExchanger({
      send,
      gate,
      wallet,
      origin: base.origin,
      insecure: options.tls?.insecure === true,
      onTrouble: (note) => notes.push(note),
    }),
  };
}
