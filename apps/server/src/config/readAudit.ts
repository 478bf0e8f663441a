import { resolve } from "node:path";
import type { AuditConfiguration } from "./Configuration.ts";
import type { SettingsReader } from "./createSettingsReader.ts";

/** Reads where the audit trail goes. @param dataDirectory absolute path */
export function readAudit(read: SettingsReader, dataDirectory: string): AuditConfiguration {
  const place = read.text("GATEHOUSE_AUDIT") ?? "audit.log";
  const chain = read.text("GATEHOUSE_AUDIT_CHAIN");
  const maxBytes = read.integer("GATEHOUSE_AUDIT_MAX_BYTES", {
    fallback: 10 * 1024 * 1024,
    minimum: 65_536,
    maximum: 999_999_999,
  });
  const keepFiles = read.integer("GATEHOUSE_AUDIT_KEEP_FILES", { fallback: 10, minimum: 1, maximum: 999 });
  if (chain !== undefined && chain !== "on" && chain !== "off") {
    read.fault("GATEHOUSE_AUDIT_CHAIN", `It must be on or off, not ${JSON.stringify(chain)}.`);
  }
  if (place !== "stdout") {
    return {
      kind: "file",
      file: resolve(dataDirectory, place),
      maxBytes,
      keepFiles,
      chained: chain !== "off",
    };
  }
  if (chain === "on") {
    const message =
      "The audit trail can be chained only when it goes to a file, and GATEHOUSE_AUDIT is stdout.";
    read.fault("GATEHOUSE_AUDIT_CHAIN", message);
  }
  return { kind: "stdout" };
}
