/** An environment variable that the server understands. */
export interface Setting {
  /** One sentence for the operator. */
  readonly description: string;
  /** What applies when the variable is not set, in words where it is not a plain value. */
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
  GATEHOUSE_DATA_DIR: setting("Folder for accounts, sessions and the self-signed certificate.", "./data"),
  GATEHOUSE_STORE_URL: setting(
    "Where sessions are kept: `sqlite:` (a file in the data directory), `sqlite:<path>` or `memory:`.",
    "sqlite:",
  ),
  GATEHOUSE_ADMIN_PASSWORD: secret(
    "Password of `admin`, read at the first start only.",
    "a random one, printed once",
  ),
  GATEHOUSE_ADMIN_PASSWORD_FILE: setting("File that holds the password of `admin`.", "none"),
  GATEHOUSE_IDLE_TIMEOUT_SECONDS: setting("A session ends after this long without use.", "1800"),
  GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: setting("A session ends after this long in any case.", "43200"),
  GATEHOUSE_TLS: setting("`on`, or `off` for plain HTTP on a loopback address.", "on"),
  GATEHOUSE_TLS_CERT_FILE: setting("Certificate chain, PEM.", "a self-signed one for localhost"),
  GATEHOUSE_TLS_KEY_FILE: setting("Private key of the certificate, PEM.", "the key of the self-signed one"),
} as const satisfies Record<`GATEHOUSE_${string}`, Setting>;

/** The name of a setting. */
export type SettingName = keyof typeof settings;
