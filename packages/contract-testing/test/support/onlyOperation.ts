import { type Contract, loadContract, type Operation } from "@gatehouse/contract";

/** The first operation of a document given as a value. */
export async function onlyOperation(document: object): Promise<Operation> {
  return firstOperation(await loadContract(document));
}

/** The first operation of a contract. */
export function firstOperation(contract: Contract): Operation {
  const [operation] = contract.operations.values();
  if (operation === undefined) throw new Error("the document has no operation");
  return operation;
}
