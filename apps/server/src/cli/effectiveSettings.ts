import type { Configuration } from "../config/Configuration.ts";
import { type SettingName, settings } from "../config/settings.ts";
import type { EffectiveEnvironment, SettingSource } from "./readEnvironment.ts";

/** A setting as it takes effect. */
export interface EffectiveSetting {
  readonly name: string;
  /** What applies, in words where it is not a plain value; never a secret. */
  readonly value: string;
  readonly source: SettingSource;
  readonly description: string;
}

/** What is shown in place of a secret. */
const MASK = "••••••";

/** Settings whose value is worked out of what was given: paths become absolute. */
const resolved: Partial<Record<SettingName, (configuration: Configuration) => string | undefined>> = {
  GATEHOUSE_DATA_DIR: ({ dataDirectory }) => dataDirectory,
  GATEHOUSE_STORE_URL: ({ store }) => (store.kind === "sqlite" ? `sqlite:${store.file}` : undefined),
  GATEHOUSE_AUDIT: ({ audit }) => (audit.kind === "file" ? audit.file : undefined),
  GATEHOUSE_AUDIT_CHAIN: ({ audit }) => (audit.kind === "file" && audit.chained ? "on" : "off"),
  GATEHOUSE_TLS_CERT_FILE: ({ tls }) => (tls.kind === "files" ? tls.certificateFile : undefined),
  GATEHOUSE_TLS_KEY_FILE: ({ tls }) => (tls.kind === "files" ? tls.keyFile : undefined),
};

/**
 * Every setting with what applies and where it comes from.
 *
 * @param configuration absent when there are faults; values are then shown as they were given
 */
export function effectiveSettings(
  { environment, sourceOf }: EffectiveEnvironment,
  configuration: Configuration | undefined,
): readonly EffectiveSetting[] {
  return Object.entries(settings).map(([name, { description, defaultValue, secret }]) => {
    const given = environment[name];
    const resolve = resolved[name as SettingName];
    const value =
      (configuration === undefined ? undefined : resolve?.(configuration)) ?? given ?? plain(defaultValue);
    const shown = secret && given !== undefined ? MASK : withoutUserInfo(value);
    return { name, value: shown, source: sourceOf(name), description };
  });
}

/** Descriptions are written for a page, with marks for code. */
function plain(text: string): string {
  return text.replaceAll("`", "");
}

/** An address may carry a name and a password. */
function withoutUserInfo(value: string): string {
  return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, `$1${MASK}@`);
}
