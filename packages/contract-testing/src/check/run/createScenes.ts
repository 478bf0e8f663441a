import type { Contract, Operation } from "@gatehouse/contract";
import type { ProbeScene } from "../probes/ProbeScene.ts";
import type { AcceptedValues } from "../requests/createAcceptedValues.ts";
import { partsOf } from "../requests/partsOf.ts";
import { createValueSource } from "../values/createValueSource.ts";

/** Makes what probes of an operation are made from, once for each operation. */
export function createScenes(
  contract: Contract,
  { known, accepted }: { readonly known: ReadonlySet<string>; readonly accepted: AcceptedValues },
): (operation: Operation) => ProbeScene {
  const source = createValueSource(contract);
  const scenes = new Map<Operation, ProbeScene>();
  return (operation) => {
    const found = scenes.get(operation);
    if (found !== undefined) return found;
    const open = operation.security.filter((schemes) => schemes.every(({ scheme }) => known.has(scheme)));
    const onPath = [...contract.operations.values()].filter(({ path }) => path === operation.path);
    const scene = {
      space: { operation, parts: partsOf(operation), source, accepted: () => accepted.of(operation) },
      open,
      known,
      onPath,
    };
    scenes.set(operation, scene);
    return scene;
  };
}
