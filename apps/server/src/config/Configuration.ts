import type { AddressBlock } from "../http/createAddressReader.ts";
import type { LogLevel } from "../logging/createLogger.ts";
import type { VsphereRoles } from "../vsphere/parseVsphereRoles.ts";

/** The store of accounts and sessions. */
export interface StoreConfiguration {
  /** With `memory` the sessions are kept in memory and end with the server; everything else is in the file. */
  readonly kind: "sqlite" | "memory";
  /** Absolute path. */
  readonly file: string;
  /** The memory for cached sessions, in bytes. */
  readonly cacheBytes: number;
}

/** How the API is served. */
export type TlsConfiguration =
  | { readonly kind: "off" }
  | { readonly kind: "files"; readonly certificateFile: string; readonly keyFile: string }
  | { readonly kind: "selfSigned" };

/** The destination of the audit trail. */
export type AuditConfiguration =
  | { readonly kind: "stdout" }
  | {
      readonly kind: "file";
      /** Absolute path. */
      readonly file: string;
      readonly maxBytes: number;
      readonly keepFiles: number;
      readonly chained: boolean;
    };

/** The listener for monitors. */
export type ManagementConfiguration =
  | { readonly kind: "off" }
  | { readonly kind: "on"; readonly port: number; readonly host: string };

/** The vCenter to sign in with. */
export type VsphereConfiguration =
  | { readonly kind: "off" }
  | {
      readonly kind: "on";
      readonly url: string;
      /** Absolute path. */
      readonly certificateAuthorityFile: string | undefined;
      readonly roles: VsphereRoles;
      /** Absolute path of the file that the roles were read from. */
      readonly rolesFile: string;
      readonly connectTimeoutSeconds: number;
      readonly timeoutSeconds: number;
    };

/** Everything that an operator can set, checked and ready to use. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** The proxies that are trusted about a caller's address. */
  readonly trustedProxies: readonly AddressBlock[];
  /** How many processes serve; 1 means that the one that opens the store does. */
  readonly workers: number;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly store: StoreConfiguration;
  /** The password of `admin` at the first start; absent means a random one. */
  readonly adminPassword: string | undefined;
  readonly idleTimeoutSeconds: number;
  readonly absoluteTimeoutSeconds: number;
  readonly sessionsPerUser: number;
  readonly sessionsInAll: number;
  readonly tls: TlsConfiguration;
  /** Whether the console is served. */
  readonly console: boolean;
  readonly logLevel: LogLevel;
  readonly audit: AuditConfiguration;
  readonly management: ManagementConfiguration;
  readonly vsphere: VsphereConfiguration;
}

/**
 * A configuration as text by the name of its part, to compare what a server was started with with what is configured
 * now. Without the first password, which counts at the first start only.
 */
export function configurationFacts({
  adminPassword: _,
  ...parts
}: Configuration): Readonly<Record<string, string>> {
  const withMaps = (_name: string, value: unknown) => (value instanceof Map ? [...value] : value);
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part, withMaps)]),
  );
}
