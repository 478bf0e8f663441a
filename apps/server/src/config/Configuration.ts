import type { AddressBlock } from "../http/forwarded/AddressBlock.ts";
import type { LogLevel } from "../logging/Logger.ts";
import type { VsphereRoles } from "../vsphere/VsphereRoles.ts";

/** Where sessions are kept. */
export type StoreConfiguration =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "memory" };

/** How the API is served. */
export type TlsConfiguration =
  | { readonly kind: "off" }
  | { readonly kind: "files"; readonly certificateFile: string; readonly keyFile: string }
  | { readonly kind: "selfSigned" };

/** Where the audit trail goes. */
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
      readonly connectTimeoutSeconds: number;
      readonly timeoutSeconds: number;
    };

/** Everything that an operator can set, checked and ready to use. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Whose word about a caller's address is believed. */
  readonly trustedProxies: readonly AddressBlock[];
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
  readonly logLevel: LogLevel;
  readonly audit: AuditConfiguration;
  readonly management: ManagementConfiguration;
  readonly vsphere: VsphereConfiguration;
}
