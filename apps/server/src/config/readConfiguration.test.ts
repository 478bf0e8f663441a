import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSelfSignedIdentity } from "../tls/createSelfSignedIdentity.ts";
import { ConfigurationError, type ConfigurationFault } from "./createSettingsReader.ts";
import { readConfiguration } from "./readConfiguration.ts";

function faultsOf(environment: Record<string, string>): readonly ConfigurationFault[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "password");
  writeFileSync(file, text);
  return file;
}

test("an empty environment gives the documented defaults", () => {
  expect(readConfiguration({})).toEqual({
    port: 9443,
    host: "127.0.0.1",
    trustedProxies: [],
    workers: 1,
    console: true,
    dataDirectory: resolve("./data"),
    store: { kind: "sqlite", file: resolve("./data/sessions.db"), cacheBytes: 67_108_864 },
    adminPassword: undefined,
    idleTimeoutSeconds: 1800,
    absoluteTimeoutSeconds: 43_200,
    sessionsPerUser: 16,
    sessionsInAll: 100_000,
    tls: { kind: "selfSigned" },
    logLevel: "info",
    audit: {
      kind: "file",
      file: resolve("./data/audit.log"),
      maxBytes: 10_485_760,
      keepFiles: 10,
      chained: true,
    },
    management: { kind: "on", port: 9464, host: "127.0.0.1" },
    vsphere: { kind: "off" },
  });
});

test("variables of other programs are ignored", () => {
  expect(faultsOf({ PATH: "/bin", GATEHOUSEKEEPER: "x", NODE_ENV: "" })).toEqual([]);
});

test("OPS-03 all problems are reported at once, each with its setting and remedy", () => {
  const environment = {
    GATEHOUSE_PORT: "https",
    GATEHOUSE_TLS: "maybe",
    GATEHOUSE_STORE_URL: "postgres://h",
  };
  expect(faultsOf(environment).map((fault) => fault.name)).toEqual([
    "GATEHOUSE_PORT",
    "GATEHOUSE_STORE_URL",
    "GATEHOUSE_TLS",
  ]);
  expect(() => readConfiguration(environment)).toThrow(
    'GATEHOUSE_PORT: It must be a whole number from 0 to 65535, not "https".',
  );
});

test("OPS-03 an unknown setting is rejected with the nearest known name", () => {
  expect(faultsOf({ GATEHOUSE_IDLE_TIMEOUT: "60" })).toEqual([
    {
      name: "GATEHOUSE_IDLE_TIMEOUT",
      message: "There is no setting of this name. Did you mean GATEHOUSE_IDLE_TIMEOUT_SECONDS?",
    },
  ]);
  expect(faultsOf({ GATEHOUSE_Q: "1" })[0]?.message).toContain("docs/settings.md");
});

test.each([
  { given: { GATEHOUSE_IDLE_TIMEOUT_SECONDS: "29" }, want: "from 30 to 86400" },
  { given: { GATEHOUSE_IDLE_TIMEOUT_SECONDS: "-60" }, want: "from 30 to 86400" },
  { given: { GATEHOUSE_IDLE_TIMEOUT_SECONDS: "60.5" }, want: "from 30 to 86400" },
  { given: { GATEHOUSE_IDLE_TIMEOUT_SECONDS: "1e3" }, want: "from 30 to 86400" },
  { given: { GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: "86401" }, want: "from 30 to 86400" },
  {
    given: { GATEHOUSE_IDLE_TIMEOUT_SECONDS: "600", GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: "599" },
    want: "must not be longer than GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS (599), but is 600",
  },
  { given: { GATEHOUSE_MAX_SESSIONS_PER_USER: "0" }, want: "from 1 to 10000" },
  { given: { GATEHOUSE_MAX_SESSIONS: "1000001" }, want: "from 1 to 1000000" },
  {
    given: { GATEHOUSE_MAX_SESSIONS_PER_USER: "20", GATEHOUSE_MAX_SESSIONS: "19" },
    want: "must not be more than GATEHOUSE_MAX_SESSIONS (19), but is 20",
  },
  { given: { GATEHOUSE_PORT: "65536" }, want: "from 0 to 65535" },
  { given: { GATEHOUSE_HOST: "" }, want: "empty text" },
  { given: { GATEHOUSE_TLS: "off", GATEHOUSE_HOST: "0.0.0.0" }, want: "loopback address only" },
  { given: { GATEHOUSE_TLS_CERT_FILE: "c.pem" }, want: "its key is not" },
  { given: { GATEHOUSE_TLS_KEY_FILE: "k.pem" }, want: "its certificate is not" },
  { given: { GATEHOUSE_ADMIN_PASSWORD_FILE: "/nowhere/password" }, want: "cannot be read (ENOENT)" },
  { given: { GATEHOUSE_LOG_LEVEL: "loud" }, want: "debug, info, warn, error, fatal or silent" },
  { given: { GATEHOUSE_AUDIT: "stdout", GATEHOUSE_AUDIT_CHAIN: "on" }, want: "only when it goes to a file" },
  { given: { GATEHOUSE_AUDIT_CHAIN: "yes" }, want: "must be on or off" },
  { given: { GATEHOUSE_AUDIT_MAX_BYTES: "1000" }, want: "from 65536 to" },
  { given: { GATEHOUSE_AUDIT_KEEP_FILES: "0" }, want: "from 1 to" },
  { given: { GATEHOUSE_MANAGEMENT_PORT: "none" }, want: "from 0 to 65535, or off" },
  { given: { GATEHOUSE_TRUSTED_PROXIES: "10.0.0.1, proxy.example" }, want: '"proxy.example" is no address' },
  { given: { GATEHOUSE_TRUSTED_PROXIES: "0.0.0.0/0" }, want: "/0 are not taken" },
  { given: { GATEHOUSE_TRUSTED_PROXIES: "10.0.0.1," }, want: '"" is no address' },
  {
    given: { GATEHOUSE_PORT: "9464" },
    want: "GATEHOUSE_PORT is 9464 too",
  },
])("SES-09 OPS-03 $given is rejected", ({ given, want }) => {
  const faults = faultsOf(given);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.message).toContain(want);
});

test("the store may be in memory, or a file named from the data directory", () => {
  expect(readConfiguration({ GATEHOUSE_STORE_URL: "memory:" }).store).toMatchObject({
    kind: "memory",
    file: expect.stringMatching(/\/sessions\.db$/),
  });
  const { store } = readConfiguration({
    GATEHOUSE_STORE_URL: "sqlite:live.db",
    GATEHOUSE_DATA_DIR: "/srv/gatehouse",
  });
  expect(store).toMatchObject({ kind: "sqlite", file: resolve("/srv/gatehouse/live.db") });
});

test("NET-16 trusted proxies are addresses and blocks", () => {
  const { trustedProxies } = readConfiguration({ GATEHOUSE_TRUSTED_PROXIES: "127.0.0.1, 2001:db8::/32" });
  expect(trustedProxies).toEqual([
    { family: "ipv4", address: "127.0.0.1", prefixBits: 32 },
    { family: "ipv6", address: "2001:db8::", prefixBits: 32 },
  ]);
});

test("the audit trail may go to stdout or to any file, chained or not", () => {
  expect(readConfiguration({ GATEHOUSE_AUDIT: "stdout" }).audit).toEqual({ kind: "stdout" });
  const { audit } = readConfiguration({
    GATEHOUSE_AUDIT: "/var/log/gatehouse/audit.log",
    GATEHOUSE_AUDIT_CHAIN: "off",
    GATEHOUSE_AUDIT_MAX_BYTES: "65536",
    GATEHOUSE_AUDIT_KEEP_FILES: "3",
  });
  const file = "/var/log/gatehouse/audit.log";
  expect(audit).toEqual({ kind: "file", file, maxBytes: 65_536, keepFiles: 3, chained: false });
});

test("the management port may be off, or the same as the API's when both are any free one", () => {
  expect(readConfiguration({ GATEHOUSE_MANAGEMENT_PORT: "off" }).management).toEqual({ kind: "off" });
  const { management } = readConfiguration({ GATEHOUSE_PORT: "0", GATEHOUSE_MANAGEMENT_PORT: "0" });
  expect(management).toEqual({ kind: "on", port: 0, host: "127.0.0.1" });
});

test("plain HTTP is allowed on loopback addresses", () => {
  for (const host of ["127.0.0.1", "127.8.8.8", "::1", "localhost"]) {
    expect(readConfiguration({ GATEHOUSE_TLS: "off", GATEHOUSE_HOST: host }).tls).toEqual({ kind: "off" });
  }
});

test("the administrator's password may be in a file, whose last line end is ignored", () => {
  const file = fileWith(" correct horse \n");
  expect(readConfiguration({ GATEHOUSE_ADMIN_PASSWORD_FILE: file }).adminPassword).toBe(" correct horse ");
});

test("an empty password file is rejected", () => {
  expect(faultsOf({ GATEHOUSE_ADMIN_PASSWORD_FILE: fileWith("\n") })[0]?.message).toContain("is empty");
});

test("LOG-02 the error never contains a rejected password", () => {
  const environment = {
    GATEHOUSE_ADMIN_PASSWORD: "canary-secret",
    GATEHOUSE_ADMIN_PASSWORD_FILE: fileWith("canary-file"),
  };
  expect(() => readConfiguration(environment)).toThrow(/Keep one of them/);
  expect(() => readConfiguration(environment)).not.toThrow(/canary/);
});

test("workers are a number or one for each core", () => {
  expect(readConfiguration({ GATEHOUSE_WORKERS: "3" }).workers).toBe(3);
  expect(readConfiguration({ GATEHOUSE_WORKERS: "auto" }).workers).toBe(availableParallelism());
  for (const wrong of ["0", "65", "many", ""]) {
    expect(() => readConfiguration({ GATEHOUSE_WORKERS: wrong })).toThrow(/GATEHOUSE_WORKERS/);
  }
});

test.each([
  { wrong: "GATEHOUSE_AUDIT", file: "sessions.db", settings: { GATEHOUSE_AUDIT: "sessions.db" } },
  { wrong: "GATEHOUSE_AUDIT", file: "sessions.db-wal", settings: { GATEHOUSE_AUDIT: "sessions.db-wal" } },
  { wrong: "GATEHOUSE_AUDIT", file: "gatehouse.lock", settings: { GATEHOUSE_AUDIT: "gatehouse.lock" } },
  {
    wrong: "GATEHOUSE_STORE_URL",
    file: "audit.log",
    settings: { GATEHOUSE_STORE_URL: "sqlite:audit.log" },
  },
  {
    wrong: "GATEHOUSE_TLS_CERT_FILE",
    file: "accounts.json",
    settings: { GATEHOUSE_TLS_CERT_FILE: "data/accounts.json", GATEHOUSE_TLS_KEY_FILE: "k.pem" },
  },
  {
    wrong: "GATEHOUSE_AUDIT",
    file: "../k.pem",
    settings: {
      GATEHOUSE_AUDIT: "../k.pem",
      GATEHOUSE_TLS_CERT_FILE: "c.pem",
      GATEHOUSE_TLS_KEY_FILE: "k.pem",
    },
  },
  {
    wrong: "GATEHOUSE_STORE_URL",
    file: "audit.log.1",
    settings: { GATEHOUSE_STORE_URL: "sqlite:audit.log.1" },
  },
  {
    wrong: "GATEHOUSE_STORE_URL",
    file: "tls-key.pem",
    settings: { GATEHOUSE_STORE_URL: "sqlite:tls-key.pem" },
  },
])("OPS-03 a second purpose of $file is rejected", ({ wrong, file, settings }) => {
  const message = `Something else of this server is kept in ${resolve("./data", file)}. Name another file.`;
  expect(faultsOf(settings)).toEqual([{ name: wrong, message }]);
});

test("OPS-03 a second purpose of one file is rejected, also under another name of its folder", () => {
  const file = fileWith("a password");
  const folder = dirname(file);
  symlinkSync(folder, join(folder, "link"));
  const linked = join(folder, "link/data/sessions.db");
  const wrong = { GATEHOUSE_DATA_DIR: join(folder, "data"), GATEHOUSE_AUDIT: linked };
  const message = `Something else of this server is kept in ${linked}. Name another file.`;
  expect(faultsOf(wrong)).toEqual([{ name: "GATEHOUSE_AUDIT", message }]);
  mkdirSync(join(folder, "data"));
  expect(faultsOf(wrong)).toEqual([{ name: "GATEHOUSE_AUDIT", message }]);
  expect(faultsOf({ ...wrong, GATEHOUSE_AUDIT: join(folder, "link/sessions.db") })).toEqual([]);
});

test("OPS-03 nothing is written into the file of the administrator's password", () => {
  const file = fileWith("a password");
  const settings = { GATEHOUSE_ADMIN_PASSWORD_FILE: relative(".", file), GATEHOUSE_AUDIT: file };
  expect(faultsOf(settings)).toMatchObject([{ name: "GATEHOUSE_AUDIT" }]);
  expect(faultsOf({ ...settings, GATEHOUSE_AUDIT: `${file}.log` })).toEqual([]);
});

test("a certificate, its key and the authority of the vCenter may be one file, which is only read", async () => {
  const { certificate, key } = await createSelfSignedIdentity(Date.now());
  const file = fileWith(`${key}${certificate}`);
  const { tls, vsphere } = readConfiguration({
    GATEHOUSE_TLS_CERT_FILE: file,
    GATEHOUSE_TLS_KEY_FILE: file,
    GATEHOUSE_VSPHERE_URL: "https://vcenter.example.com",
    GATEHOUSE_VSPHERE_ROLES: fileWith('{"users": {"ada@vsphere.local": ["Operator"]}}'),
    GATEHOUSE_VSPHERE_CA_FILE: file,
  });
  expect([tls, vsphere]).toMatchObject([
    { certificateFile: file, keyFile: file },
    { certificateAuthorityFile: file },
  ]);
});

test("OPS-03 the largest value of a setting is accepted", () => {
  const { store } = readConfiguration({ GATEHOUSE_SESSION_CACHE_BYTES: "17179869184" });
  expect(store.cacheBytes).toBe(17_179_869_184);
});

test("OPS-03 a password file that is no regular file is rejected", () => {
  const [fault] = faultsOf({ GATEHOUSE_ADMIN_PASSWORD_FILE: "/dev/zero" });
  expect(fault?.message).toBe("/dev/zero is no regular file. Write the password into one.");
});
