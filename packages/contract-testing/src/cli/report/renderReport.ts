import type { CheckReport } from "../../check/CheckReport.ts";
import { renderHtml } from "./renderHtml.ts";
import { renderJunit } from "./renderJunit.ts";

/** Writes a report as JSON; bodies of requests are text, or base64 where they are not. */
function renderJson(report: CheckReport): string {
  return `${JSON.stringify(report, (_, value: unknown) => (value instanceof Uint8Array ? toBody(value) : value), 2)}\n`;
}

function toBody(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}

/** The forms that a report can have. */
export const REPORT_FORMATS = ["html", "junit", "json"] as const;

/** A form that a report can have. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The file that a report goes to when none is named. */
export const DEFAULT_FILES: Readonly<Record<ReportFormat, string>> = {
  html: "contract-report.html",
  junit: "contract-report.xml",
  json: "contract-report.json",
};

/** Writes what a check came to as a file. */
export function renderReport(report: CheckReport, format: ReportFormat): string {
  switch (format) {
    case "html":
      return renderHtml(report);
    case "junit":
      return renderJunit(report);
    case "json":
      return renderJson(report);
  }
}
