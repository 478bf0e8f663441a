import type { Operation, ResponseContract } from "../Contract.ts";

/** The documented response for a status: the exact one, else its range, else the default (OpenAPI 3.1, 4.8.16). */
export function findResponse(operation: Operation, status: number): ResponseContract | undefined {
  const { responses } = operation;
  const range = `${Math.trunc(status / 100)}XX`;
  return responses.get(String(status)) ?? responses.get(range) ?? responses.get("default");
}
