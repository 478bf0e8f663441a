import { VcenterFaultError } from "./VcenterFaultError.ts";

/**
 * Parses an answer of vCenter.
 *
 * @throws {VcenterFaultError} when it is no JSON. The error of the parser is dropped: it quotes the answer, which may
 *   hold a token.
 */
export function readJson(call: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new VcenterFaultError(`vCenter answered ${call} with something that is no JSON.`, {
      kind: "content",
    });
  }
}
