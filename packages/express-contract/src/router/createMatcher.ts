import type { Contract, OperationMatch } from "@gatehouse/contract";

type Match = Contract["match"];

/**
 * Makes a matcher that remembers what paths without parameters mean. There are as many of those as the
 * document has: a path that holds an encoding is another way to write one of them, and not remembered.
 */
export function createMatcher(contract: Contract): Match {
  const byMethod = new Map<string, Map<string, OperationMatch>>();
  return (method, path) => {
    const known = byMethod.get(method)?.get(path);
    if (known !== undefined) return known;
    const match = contract.match(method, path);
    if (match.kind !== "operation" || match.operation.path.includes("{") || path.includes("%")) return match;
    const paths = byMethod.get(method) ?? new Map<string, OperationMatch>();
    // A path that is cut from a longer text would keep all of that text in memory.
    byMethod.set(method, paths.set(Buffer.from(path).toString(), match));
    return match;
  };
}
