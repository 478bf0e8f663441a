import { fileURLToPath } from "node:url";
import { loadContract } from "../packages/contract/src/index.ts";
import { DOCUMENT } from "./service.ts";

/**
 * Our document as the peers can read it: in one piece, without the extension and the two fields of
 * OpenAPI 3.1 that one of them rejects.
 */
export async function peerDocument() {
  const { document } = await loadContract(fileURLToPath(DOCUMENT));
  const { "x-unrouted-responses": _unrouted, ...rest } = structuredClone(document) as Record<string, unknown>;
  return { ...rest, info: { title: "Gatehouse", version: "1" } };
}
