import type { Command } from "commander";
import type { Configuration } from "../../config/Configuration.ts";
import type { ConfigurationFault } from "../../config/createSettingsReader.ts";
import { type SettingName, settings } from "../../config/settings.ts";
import type { Report } from "../Invocation.ts";
import { type EffectiveEnvironment, type SettingSource, tryReadConfiguration } from "../readEnvironment.ts";
import type { Style } from "../terminal/createStyle.ts";
import { countOf, formatTable, printable } from "../terminal/formatTable.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** A setting with its effective value. */
interface EffectiveSetting {
  readonly name: string;
  /** The effective value, as text if it is not a plain value; never a secret. */
  readonly value: string;
  readonly source: SettingSource;
  readonly description: string;
}

/** The text in place of a secret. */
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

/** Adds `config` with all its commands. */
export function addConfigCommands(program: Command, perform: Perform): void {
  const config = program.command("config").description("Check the settings.");
  defineCommand(config, check, perform);
}

const check: CommandDefinition<object> = {
  usage: "check",
  summary: "Show the effective value of every setting, and all problems.",
  description: `Secrets are never shown. There are ${Object.keys(settings).length} settings, all of them environment variables; docs/settings.md describes them.`,
  examples: [
    "gatehouse config check",
    "gatehouse config check --settings /etc/gatehouse/gatehouse.env",
    "gatehouse config check --json | jq '.settings[] | select(.source != \"default\")'",
  ],
  negativeOutcome: "there are problems; the server would not start",
  async run(invocation) {
    const { configuration, faults } = tryReadConfiguration(invocation.settings.environment);
    return describeSettings(effectiveSettings(invocation.settings, configuration), faults);
  },
};

/** Reports every setting and every fault. */
function describeSettings(
  settings: readonly EffectiveSetting[],
  faults: readonly ConfigurationFault[],
): Report {
  return {
    ok: faults.length === 0,
    data: { settings, faults },
    lines: (style) => [
      ...formatTable({ titles: ["setting", "from", "value"], rows: rowsOf(settings, faults, style) }, style),
      "",
      ...(faults.length === 0
        ? [`${style.good("✓")} The server can start with these.`]
        : faultLines(faults, style)),
    ],
  };
}

function rowsOf(
  settings: readonly EffectiveSetting[],
  faults: readonly ConfigurationFault[],
  style: Style,
): Parameters<typeof formatTable>[0]["rows"] {
  const faulty = new Set(faults.map(({ name }) => name));
  return settings.map(({ name, source, value }) => {
    const isDefault = source === "default";
    const paint = faulty.has(name) ? style.bad : isDefault ? style.faint : style.strong;
    return [
      { text: name, paint },
      { text: source, paint: style.faint },
      { text: printable(value), paint },
    ];
  });
}

function faultLines(faults: readonly ConfigurationFault[], style: Style): string[] {
  return [
    `${style.bad("✗")} ${countOf(faults.length, "problem")}; the server would not start:`,
    ...faults.flatMap(({ name, message }) => [
      "",
      `  ${style.strong(printable(name))}`,
      `  ${printable(message)}`,
    ]),
  ];
}

/**
 * Every setting with what applies and where it comes from.
 *
 * @param configuration absent when there are faults; values are then shown as they were given
 */
function effectiveSettings(
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
