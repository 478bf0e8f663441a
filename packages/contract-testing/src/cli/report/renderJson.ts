import type { CheckReport } from "../../check/CheckReport.ts";

/** Writes a report as JSON; bodies of requests are text, or base64 where they are not. */
export function renderJson(report: CheckReport): string {
  return `${JSON.stringify(report, (_, value: unknown) => (value instanceof Uint8Array ? toBody(value) : value), 2)}\n`;
}

function toBody(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}
