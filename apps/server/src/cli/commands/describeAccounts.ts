import { SYSTEM_ADMINISTRATOR } from "@gatehouse/sessions";
import type { AccountSummary } from "../../accounts/changeAccount.ts";
import type { AccountChange } from "../../control/Administration.ts";
import type { Report } from "../Invocation.ts";
import type { Style } from "../terminal/createStyle.ts";
import { type Cell, countOf, formatTable, formatTime, isoTime, printable } from "../terminal/formatTable.ts";

/** Reports all accounts. */
export function describeAccounts(accounts: readonly AccountSummary[], nowMs: number): Report {
  const sorted = accounts.toSorted((a, b) => a.username.localeCompare(b.username, "en"));
  return {
    data: { accounts: sorted.map(accountData) },
    lines(style) {
      if (sorted.length === 0) {
        return ["There are no accounts yet. The first start of the server creates admin."];
      }
      const rows = sorted.map((account) => accountRow(account, { style, nowMs }));
      const titles = ["username", "state", "password", "roles"];
      return [...formatTable({ titles, rows }, style), "", style.faint(countOf(sorted.length, "account"))];
    },
  };
}

/** Reports what became of one account. */
export function describeChange(
  { account, endedSessions, administrators }: AccountChange,
  sentence: string,
): Report {
  return {
    data: { account: accountData(account), endedSessions, administrators },
    lines: (style) => [
      `${style.good("✓")} ${sentence}`,
      ...(endedSessions === 0 ? [] : [`  ${countOf(endedSessions, "live session")} ended with it.`]),
      ...(administrators === 0 ? noAdministrator(style) : []),
    ],
  };
}

function noAdministrator(style: Style): string[] {
  return [
    `${style.warning("!")} No enabled account has the role ${SYSTEM_ADMINISTRATOR} any more, so the API cannot be administered.`,
    `  Add one: gatehouse accounts add administrator --role '${SYSTEM_ADMINISTRATOR}'`,
  ];
}

/** An account as `--json` shows it: times in ISO 8601, and never a hash. */
export function accountData(account: AccountSummary): Readonly<Record<string, unknown>> {
  const { username, id, roles, disabled, createdAtMs, passwordChangedAtMs, passwordExpiresAtMs } = account;
  return {
    username,
    id,
    roles,
    disabled,
    createdAt: isoTime(createdAtMs),
    passwordChangedAt: isoTime(passwordChangedAtMs),
    ...(passwordExpiresAtMs === undefined ? {} : { passwordExpiresAt: isoTime(passwordExpiresAtMs) }),
  };
}

interface RowOptions {
  readonly style: Style;
  readonly nowMs: number;
}

function accountRow(account: AccountSummary, { style, nowMs }: RowOptions): readonly (Cell | string)[] {
  const { username, disabled, roles } = account;
  return [
    { text: printable(username), paint: style.strong },
    disabled ? { text: "disabled", paint: style.warning } : { text: "enabled", paint: style.good },
    passwordCell(account, { style, nowMs }),
    roles.length === 0 ? { text: "none", paint: style.warning } : printable(roles.join(", ")),
  ];
}

function passwordCell(
  { passwordChangedAtMs, passwordExpiresAtMs }: AccountSummary,
  { style, nowMs }: RowOptions,
): Cell | string {
  if (passwordExpiresAtMs === undefined) return `set ${formatTime(passwordChangedAtMs, nowMs)}`;
  const hasExpired = passwordExpiresAtMs <= nowMs;
  const text = `first one, ${hasExpired ? "over" : "expires"} ${formatTime(passwordExpiresAtMs, nowMs)}`;
  return { text, paint: hasExpired ? style.bad : style.warning };
}
