/** Where sessions are kept. */
export type StoreConfiguration =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "memory" };

/** How the API is served. */
export type TlsConfiguration =
  | { readonly kind: "off" }
  | { readonly kind: "files"; readonly certificateFile: string; readonly keyFile: string }
  | { readonly kind: "selfSigned" };

/** Everything that an operator can set, checked and ready to use. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly store: StoreConfiguration;
  /** The password of `admin` at the first start; absent means a random one. */
  readonly adminPassword: string | undefined;
  readonly idleTimeoutSeconds: number;
  readonly absoluteTimeoutSeconds: number;
  readonly tls: TlsConfiguration;
}
