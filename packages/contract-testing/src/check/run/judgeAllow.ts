import { type Operation, readHeaders } from "@gatehouse/contract";
import type { CheckResponse } from "../CheckResponse.ts";
import type { Verdict } from "./Verdict.ts";

/** Methods that a server may name although the document does not (RFC 9110, 9.3.2 and 9.3.7). */
const IMPLIED = new Set(["HEAD", "OPTIONS"]);

/** Judges the answer to a method that a path does not have: a refusal, and with 405 a list of what there is. */
export function judgeAllow(
  operation: Operation,
  { method, documented }: { readonly method: string; readonly documented: readonly string[] },
  { status, headers }: CheckResponse,
): readonly Verdict[] {
  if (status < 400) {
    const message = `The server answered ${status} to ${method}, which ${operation.path} does not have in the document.`;
    const { fingerprint, ...facts } = base(operation, "method-accepted");
    return [{ ...facts, message, fingerprint: `${fingerprint} ${method}` }];
  }
  if (status !== 405) return [];
  const allow = readHeaders(headers).get("allow");
  if (allow === undefined) {
    const message = "The answer 405 lacks the header Allow (RFC 9110, section 15.5.6).";
    return [{ ...base(operation, "allow-header"), message }];
  }
  const named = allow.flatMap((value) => value.split(",")).map((name) => name.trim().toUpperCase());
  const missing = documented.filter((method) => !named.includes(method));
  const surplus = named.filter(
    (method) => method !== "" && !documented.includes(method) && !IMPLIED.has(method),
  );
  if (missing.length === 0 && surplus.length === 0) return [];
  const message = `The header Allow says ${JSON.stringify(named.join(", "))}; documented are ${documented.join(", ")}.`;
  return [{ ...base(operation, "allow-header"), message }];
}

function base(operation: Operation, check: "method-accepted" | "allow-header") {
  const pointer = operation.pointer.slice(0, operation.pointer.lastIndexOf("/"));
  return { check, pointer, fingerprint: `${check} ${operation.path}` };
}
