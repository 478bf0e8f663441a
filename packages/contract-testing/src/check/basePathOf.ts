import { isJsonObject, type Operation, readBasePaths } from "@gatehouse/contract";

/** The path prefix of an operation by the document: that of its path item's servers, else that of the document's. */
export function basePathOf({ contract, pointer }: Operation): string {
  const { value } = contract.resolve(pointer.slice(0, pointer.lastIndexOf("/")));
  const servers = isJsonObject(value) ? value.servers : undefined;
  return (servers === undefined ? contract.basePaths : readBasePaths(servers))[0] ?? "";
}
