import { type Contract, nearestName } from "@gatehouse/contract";
import { UsageError } from "./UsageError.ts";

/**
 * Reads what stands behind `--credential`: the name of a security scheme, `=`, and what goes into its header, query
 * parameter or cookie.
 *
 * @throws {UsageError} when the document has no such scheme.
 */
export function readCredential(contract: Contract, text: string): readonly [scheme: string, value: string] {
  const [scheme = "", ...value] = text.split("=");
  if (!contract.securitySchemes.has(scheme)) {
    const names = [...contract.securitySchemes.keys()];
    const near = nearestName(scheme, names);
    const advice = near === undefined ? `It has ${names.join(", ") || "none"}.` : `Is "${near}" meant?`;
    throw new UsageError(`The document has no security scheme "${scheme}". ${advice}`);
  }
  return [scheme, value.join("=")];
}
