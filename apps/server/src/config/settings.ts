/** An environment variable that the server understands. */
export interface Setting {
  /** One sentence for the operator. */
  readonly description: string;
  /** The value when the variable is not set, as text if it is not a plain value. */
  readonly defaultValue: string;
  /** Secrets are never shown, not even in errors. */
  readonly secret: boolean;
}

const setting = (description: string, defaultValue: string): Setting => ({
  description,
  defaultValue,
  secret: false,
});
const secret = (description: string, defaultValue: string): Setting => ({
  description,
  defaultValue,
  secret: true,
});

/** Every setting of the server, by the name of its environment variable. */
export const settings = {
  GATEHOUSE_PORT: setting("TCP port of the API, 0 for any free one.", "9443"),
  GATEHOUSE_HOST: setting("Address that the API listens on.", "127.0.0.1"),
  GATEHOUSE_TRUSTED_PROXIES: setting(
    "Addresses and blocks (`10.0.0.5,10.1.0.0/16`) of the proxies whose `X-Forwarded-For` is trusted.",
    "none: a caller's address is that of its connection",
  ),
  GATEHOUSE_WORKERS: setting(
    "How many processes serve requests, beside one that owns the store: a number up to 64, or `auto` for one per core that the process may use. 1 means a single process.",
    "1",
  ),
  GATEHOUSE_DATA_DIR: setting("Folder for accounts, sessions and the self-signed certificate.", "./data"),
  GATEHOUSE_STORE_URL: setting(
    "Where accounts and sessions are kept: `sqlite:` (`sessions.db` in the data directory), `sqlite:<path>`, or `memory:` (as `sqlite:`, but sessions are in memory and end with the server).",
    "sqlite:",
  ),
  GATEHOUSE_SESSION_CACHE_BYTES: setting(
    "Memory for cached sessions, in bytes, about 1.2 kB each; other sessions are read from the file.",
    "67108864",
  ),
  GATEHOUSE_ADMIN_PASSWORD: secret(
    "Password of `admin`, read at the first start only.",
    "a random one, printed once",
  ),
  GATEHOUSE_ADMIN_PASSWORD_FILE: setting("File that holds the password of `admin`.", "none"),
  GATEHOUSE_IDLE_TIMEOUT_SECONDS: setting("A session ends after this long without use.", "1800"),
  GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: setting("A session ends after this long in any case.", "43200"),
  GATEHOUSE_MAX_SESSIONS_PER_USER: setting(
    "How many live sessions one user may have; one more ends the one that is idle the longest.",
    "16",
  ),
  GATEHOUSE_MAX_SESSIONS: setting(
    "How many live sessions there may be in all; above that an administrator can still sign in.",
    "100000",
  ),
  GATEHOUSE_TLS: setting("`on`, or `off` for plain HTTP on a loopback address.", "on"),
  GATEHOUSE_TLS_CERT_FILE: setting("Certificate chain, PEM.", "a self-signed one for localhost"),
  GATEHOUSE_TLS_KEY_FILE: setting("Private key of the certificate, PEM.", "the key of the self-signed one"),
  GATEHOUSE_CONSOLE: setting(
    "`on` serves the console, the web pages for administrators, at `/`; `off` does not.",
    "on",
  ),
  GATEHOUSE_LOG_LEVEL: setting(
    "How much is logged: `debug`, `info`, `warn`, `error`, `fatal` or `silent`. The audit trail does not depend on it.",
    "info",
  ),
  GATEHOUSE_AUDIT: setting(
    "Where the audit trail goes: `stdout`, or a file, whose path may start from the data directory.",
    "audit.log",
  ),
  GATEHOUSE_AUDIT_CHAIN: setting(
    "`on` chains the lines of an audit file by their hashes, so that tampering shows; `off` does not.",
    "on for a file, off for stdout",
  ),
  GATEHOUSE_AUDIT_MAX_BYTES: setting("An audit file is rotated before it grows beyond this.", "10485760"),
  GATEHOUSE_AUDIT_KEEP_FILES: setting("How many rotated audit files are kept.", "10"),
  GATEHOUSE_MANAGEMENT_PORT: setting(
    "TCP port of `/livez`, `/readyz` and `/metrics`, 0 for any free one, `off` for none.",
    "9464",
  ),
  GATEHOUSE_MANAGEMENT_HOST: setting(
    "Address that the management port listens on. Plain HTTP without authentication: protect it with a firewall.",
    "127.0.0.1",
  ),
  GATEHOUSE_VSPHERE_URL: setting(
    "The vCenter that `authType: vsphere` signs in with, as `https://vcenter.example.com`.",
    "none: `vsphere` is rejected",
  ),
  GATEHOUSE_VSPHERE_ROLES: setting(
    "JSON file that maps users, groups and domains of the vCenter to roles; see guides/vsphere.md.",
    "none",
  ),
  GATEHOUSE_VSPHERE_CA_FILE: setting(
    "Authorities that may sign the certificate of the vCenter, PEM.",
    "those that Node trusts",
  ),
  GATEHOUSE_VSPHERE_CONNECT_TIMEOUT_SECONDS: setting("How long connecting to the vCenter may take.", "3"),
  GATEHOUSE_VSPHERE_TIMEOUT_SECONDS: setting("How long the vCenter may take for a sign-in in all.", "10"),
} as const satisfies Record<`GATEHOUSE_${string}`, Setting>;

/** The name of a setting. */
export type SettingName = keyof typeof settings;
