import { type Contract, diffResponse, renderDifferences } from "@gatehouse/contract";
import type { Response } from "supertest";

/** The request that an answer belongs to. */
export interface AskedRequest {
  readonly method: string;
  readonly path: string;
}

/** Fails where the answer to an operation differs from the document; the text shows what, and where it stands. */
export function expectContract(contract: Contract, { method, path }: AskedRequest, response: Response): void {
  const match = contract.match(method, path.split("?", 1)[0] ?? path);
  if (match.kind !== "operation") return;
  const { status, headers, text } = response;
  const differences = diffResponse(match.operation, { status, headers, body: text, requestMethod: method });
  if (differences.length > 0) throw new Error(`${method} ${path}\n${renderDifferences(differences)}`);
}
