import type { AuthType } from "@gatehouse/api-types";
import type { EndReason } from "../api/createSessionStore.ts";
import type { FailureReason } from "../api/RejectedError.ts";

const plurals = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

function count(amount: number, one: string, other: string): string {
  return `${numbers.format(amount)} ${plurals.select(amount) === "one" ? one : other}`;
}

const sessions = (amount: number): string => count(amount, "session", "sessions");

/** Facts of a failure that its text may use. */
export interface FailureFacts {
  /** The text of the server; empty where there is none. */
  readonly detail: string;
  readonly retryAfterSeconds: number | undefined;
}

const waiting = ({ retryAfterSeconds }: FailureFacts): string =>
  retryAfterSeconds === undefined
    ? "Try again later."
    : `Try again in ${count(retryAfterSeconds, "second", "seconds")}.`;

type FailureText = (facts: FailureFacts) => string;

/** The text of each failure for the reader; the compiler reports a code without a text. */
const failures: Record<FailureReason, FailureText> = {
  BAD_REQUEST: ({ detail }) => detail || "The appliance did not accept these values.",
  INVALID_CREDENTIALS: () => "The password is wrong.",
  NOT_ENOUGH_PRIVILEGES: ({ detail }) => detail || "Your roles do not allow this.",
  INVALID_SESSION_TOKEN: () => "Your session has ended. Sign in again.",
  INTERNAL_SERVER_ERROR: () => "The appliance failed to do this. Its log has the reason.",
  NOT_FOUND: () => "This no longer exists.",
  TOO_MANY_ATTEMPTS: (facts) => `Too many attempts. ${waiting(facts)}`,
  UNAVAILABLE: (facts) => `The appliance cannot do this right now. ${waiting(facts)}`,
  NETWORK: () => "The appliance cannot be reached.",
  TIMEOUT: () => "The appliance did not respond in time.",
  ABORTED: () => "The call was cancelled.",
  UNEXPECTED_ANSWER: () => "Something other than the appliance responded, perhaps a proxy.",
  UNKNOWN: () => "The page failed. Reload it.",
};

/** Texts of failures that differ at the sign-in. */
const signInFailures: Partial<Record<FailureReason, FailureText>> = {
  INVALID_CREDENTIALS: () => "Name or password is wrong.",
  NOT_ENOUGH_PRIVILEGES: ({ detail }) =>
    `${detail || "This account has no role on this appliance."} Ask an administrator of the appliance.`,
  UNAVAILABLE: (facts) =>
    `Sign-ins are not possible right now: they are disabled for maintenance, or the appliance is busy, or the vCenter does not respond. ${waiting(facts)}`,
};

const ends: Record<EndReason, string> = {
  signedOut: "You have signed out.",
  signedOutElsewhere: "You have signed out in another tab.",
  idle: "Your session ended because it was not used for too long.",
  absolute: "Your session reached its absolute limit.",
  ended: "Your session was ended elsewhere: by an administrator, or by a sign-out of all sessions.",
};

const providers: Record<AuthType, string> = { local: "This appliance", vsphere: "vCenter" };

/** Every text of the console, in English. A translation is another object of this type. */
export const english = {
  /** The language of the page and of its times and numbers. */
  language: "en",
  locale: "en-GB",
  product: "Gatehouse",
  count,
  failures,
  signInFailures,
  reference: (id: string) => `Reference for the log: ${id}`,
  ends,
  providers,
  shell: {
    skip: "Skip to the content",
    navigation: "Pages",
    signedInAs: (name: string) => `Signed in as ${name}`,
    signOut: "Sign out",
    showUtc: "Show times in UTC",
    showLocal: "Show times in your zone",
    localTimes: (zone: string) => `Times: ${zone}`,
    utcTimes: "Times: UTC",
    themes: { system: "Theme: system", light: "Theme: light", dark: "Theme: dark" },
    changeTheme: "Change the theme",
    loading: "Loading",
    notAllowed: "This page needs the role System Administrator.",
    failed: "The page failed",
    reload: "Reload the page",
    dismiss: "Dismiss",
    title: (page: string) => `${page} – Gatehouse`,
  },
  pages: {
    session: "Your session",
    sessions: "Sessions",
    accounts: "Accounts",
    audit: "Audit trail",
    status: "Status",
    password: "Change password",
    signIn: "Sign in",
  },
  connection: {
    down: "The appliance cannot be reached.",
    retrying: "Retrying automatically.",
    retry: "Try now",
    stale: "What you see may be out of date.",
  },
  signIn: {
    title: "Sign in",
    lead: "Administration of this appliance",
    name: "Name",
    password: "Password",
    show: "Show password",
    provider: "Account of",
    submit: "Sign in",
    busy: "Signing in",
    required: "Fill in name and password.",
    closed: "Sign-ins are disabled for maintenance. Try again later.",
    noCookies: "This browser blocks cookies for this address. Allow them, or the session ends at once.",
  },
  password: {
    dueTitle: "Choose a permanent password",
    due: "You signed in with a first password, which is valid for this session only. Change it now to get access to all pages.",
    lead: "Your other sessions end, and this page continues with a fresh one.",
    current: "Current password",
    next: "New password",
    repeat: "New password again",
    hint: "At least 15 characters. A sentence is easy to remember and hard to guess.",
    mismatch: "The two new passwords are not the same.",
    unchanged: "The new password is the current one.",
    required: "Fill in all three fields.",
    wrongCurrent: "The current password is wrong.",
    notRecent: "This needs a sign-in of the last few minutes. Sign out, sign in again, and change it then.",
    submit: "Change password",
    changed: "Your password was changed. Your other sessions have ended.",
    notHere: "The password of your account is kept by your vCenter. Change it there.",
  },
  session: {
    idle: "Idle limit",
    absolute: "Absolute limit",
    idleHint: "ends if you do not use it",
    absoluteHint: "ends in any case",
    remaining: (limit: string, rest: string) => `${limit}: ${rest} left`,
    account: "Account",
    roles: "Roles",
    provider: "Password checked by",
    address: "From address",
    opened: "Signed in",
    lastSeen: "Last used",
    id: "Session id",
    others: "Your other sessions",
    noOthers: "You have no other session.",
    endOthers: "End all others",
    extend: "Restart the idle limit",
    extended: "The idle limit was restarted.",
    warning: {
      idleTitle: "Are you still there?",
      idle: (rest: string) => `Your session ends in ${rest}, because you have not used it.`,
      absoluteTitle: "Your session ends soon",
      absolute: (rest: string) =>
        `Your session reaches its absolute limit in ${rest}. Finish what you are doing, then sign in again.`,
      stay: "Stay signed in",
      understood: "Understood",
    },
  },
  sessions: {
    lead: "All users who are signed in right now.",
    ownLead: "Where you are signed in right now.",
    user: "User",
    provider: "Provider",
    address: "Address",
    opened: "Signed in",
    lastSeen: "Last used",
    ends: "Ends",
    actions: "Actions",
    own: "This session",
    anyProvider: "Any",
    apply: "Filter",
    clear: "Clear",
    filters: "Filter sessions",
    empty: "No live sessions match this filter.",
    emptyOwn: "No live sessions.",
    shown: (amount: number, page: number) => `${sessions(amount)} on page ${page}`,
    next: "Next page",
    previous: "Previous page",
    refresh: "Refresh",
    end: "End",
    endOne: (name: string) => `End this session of ${name}`,
    endUser: "End all of user",
    endAllOf: (name: string) => `End all of user ${name}`,
    endAll: "End all sessions",
    counting: "Counting the sessions…",
    atLeast: (amount: number) => `more than ${sessions(amount)}`,
    exactly: sessions,
    ended: (amount: number) => `${sessions(amount)} ended.`,
    confirm: {
      one: (name: string, address: string) =>
        `One session of ${name}, opened from ${address}, ends at once. What is unsaved there is lost. ${name} can sign in again.`,
      oneTitle: (name: string) => `End a session of ${name}?`,
      ownTitle: "End your own session?",
      own: "This is the session that you are using. You are signed out.",
      others: (amount: string) =>
        `You stay signed in here. Elsewhere, your other sessions end at once: ${amount}.`,
      othersTitle: "End your other sessions?",
      user: (name: string, amount: string) =>
        `All sessions of ${name} end at once: ${amount}. ${name} can sign in again.`,
      userTitle: (name: string) => `End all sessions of ${name}?`,
      all: (amount: string) =>
        `All sessions of all users end at once, yours included: ${amount}. You are signed out, and all users can sign in again.`,
      allTitle: "End all sessions?",
      includesOwn: "Your own session is one of them: you are signed out.",
    },
  },
  accounts: {
    lead: "The local accounts of this appliance.",
    name: "Name",
    nameHint: "Letters and digits, with . _ - and @ between them.",
    roles: "Roles",
    otherRoles: "Other roles",
    otherRolesHint: "Separate them by commas.",
    state: "State",
    created: "Added",
    passwordChanged: "Password set",
    actions: "Actions",
    manage: "Manage",
    manageOne: (name: string) => `Manage ${name}`,
    own: "You",
    enabled: "Enabled",
    disabled: "Disabled",
    locked: "Locked",
    until: "until",
    oneTime: "One-time password",
    expired: "Password expired",
    anyState: "Any",
    filters: "Filter accounts",
    contains: "Name contains",
    empty: "No accounts match this filter.",
    shown: (amount: number, page: number) => `${count(amount, "account", "accounts")} on page ${page}`,
    add: "Add account",
    added: (name: string) => `${name} was added.`,
    password: "Password",
    passwordHint: "At least 15 characters. Leave it empty to generate a one-time password.",
    needsRole: "Choose at least one role.",
    disable: "Disable",
    enable: "Enable",
    changeRoles: "Change roles",
    resetPassword: "Reset password",
    unlock: "Unlock",
    remove: "Remove",
    changed: (name: string, ended: number) =>
      ended === 0 ? `${name} was changed.` : `${name} was changed. ${sessions(ended)} ended.`,
    removed: (name: string, ended: number) =>
      ended === 0 ? `${name} was removed.` : `${name} was removed. ${sessions(ended)} ended.`,
    unlocked: (name: string) => `${name} can try to sign in again.`,
    confirm: {
      disableTitle: (name: string) => `Disable ${name}?`,
      disable: (name: string, amount: string) =>
        `${name} can no longer sign in. Sessions of ${name} end at once: ${amount}.`,
      enableTitle: (name: string) => `Enable ${name}?`,
      enable: (name: string) => `${name} can sign in again with the same password and roles.`,
      rolesTitle: (name: string) => `Roles of ${name}`,
      roles: "Sessions with a removed role end at once.",
      resetTitle: (name: string) => `Reset the password of ${name}?`,
      reset: (name: string, amount: string) =>
        `The password of ${name} stops working, and sessions of ${name} end at once: ${amount}. You get a one-time password to hand over.`,
      unlockTitle: (name: string) => `Unlock ${name}?`,
      unlock: (name: string) =>
        `Too many sign-ins of ${name} failed, so even the correct password is rejected. After this, ${name} can try again at once.`,
      removeTitle: (name: string) => `Remove ${name}?`,
      remove: (name: string, amount: string) =>
        `The account ${name} is removed permanently. Sessions of ${name} end at once: ${amount}.`,
    },
    secret: {
      title: (name: string) => `One-time password of ${name}`,
      lead: "Hand it over securely. It is shown only once, opens one session within three days, and must be changed in it.",
      label: "One-time password",
      copy: "Copy",
      copied: "Copied.",
    },
  },
  audit: {
    lead: "What has happened here, newest first. Reading it is recorded, too.",
    time: "Time",
    event: "Event",
    result: "Result",
    who: "Who",
    target: "On",
    address: "Address",
    details: "Details",
    filters: "Filter the audit trail",
    anyResult: "Any",
    results: { success: "Success", failure: "Failure", denied: "Denied" },
    since: "Since",
    periods: { any: "Any time", hour: "The last hour", day: "The last 24 hours", week: "The last 7 days" },
    part: "Part",
    parts: { trail: "Audit trail", rejections: "Rejections" },
    system: "the appliance",
    empty: "No entries match this filter.",
    older: "Show older entries",
    end: "These are all entries.",
    shown: (amount: number) => count(amount, "entry", "entries"),
    notKept: "This server writes its audit trail to its standard output, so it cannot be shown here.",
    critical: "Critical",
  },
  status: {
    lead: "The state of this appliance, and its switch for sign-ins.",
    server: "Server",
    release: "Version",
    started: "Running since",
    uptime: "Running for",
    days: (amount: number) => count(amount, "day", "days"),
    ready: "State",
    isReady: "Ready",
    isNotReady: "Not ready",
    checks: "Checks",
    passed: "passed",
    failed: "failed",
    live: "Live sessions",
    signIns: "Sign-ins",
    signInsEnabled: "New sign-ins are accepted.",
    signInsDisabled: "Sign-ins are disabled. Live sessions continue.",
    enableSignIns: "Enable sign-ins",
    disableSignIns: "Disable sign-ins",
    enabledNow: "Sign-ins are enabled.",
    disabledNow: "Sign-ins are disabled.",
    confirm: {
      enableTitle: "Enable sign-ins?",
      enable: "All users with an account can sign in again.",
      disableTitle: "Disable sign-ins?",
      disable:
        "Every sign-in is rejected until you enable sign-ins again, yours too. Live sessions continue, yours included. Without a session, only the command gatehouse on the appliance enables them.",
    },
    store: "Store",
    storeKind: "Kind",
    storeSize: "Size on disk",
    certificate: "Certificate",
    fingerprint: "SHA-256",
    expires: "Expires",
    left: (days: number) => `${count(days, "day", "days")} left`,
    expired: "Expired",
    noCertificate: "This server uses plain HTTP; a proxy in front of it has the certificate.",
    audit: "Audit trail",
    auditKept: "Kept in",
    auditFiles: "Files of this appliance",
    auditOutput: "Standard output",
    queued: "Waiting to be written",
    lost: "Lost entries",
    nodes: "Nodes",
    node: "Machine",
    nodeRelease: "Version",
    nodeStarted: "Running since",
    nodeSeen: "Last seen",
    thisNode: "This one",
  },
  action: {
    cancel: "Cancel",
    close: "Close",
    working: "Working",
    recent: {
      title: "Confirm that it is you",
      lead: (name: string) =>
        `This needs a sign-in of the last few minutes. Enter the password of ${name} to continue.`,
      submit: "Confirm and continue",
    },
  },
} as const;
