import { constants } from "node:crypto";
import type { SecureContextOptions } from "node:tls";
import type { TlsIdentity } from "./TlsIdentity.ts";

/** With forward secrecy and authenticated encryption, and nothing else. */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

/**
 * A client of TLS 1.2 may not begin another handshake in a connection: each costs the server a signature, and Node
 * allows several. TLS 1.3 has none.
 */
const { SSL_OP_NO_RENEGOTIATION } = constants;

/**
 * Everything that decides over a handshake: TLS 1.2 and 1.3 only (NET-01). A swap of the certificate replaces all of
 * these options, so that start and swap must take them from here.
 */
export function secureContextOptions(identity: TlsIdentity): SecureContextOptions {
  return {
    cert: identity.certificate,
    key: identity.key,
    ciphers: CIPHERS,
    honorCipherOrder: true,
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    secureOptions: SSL_OP_NO_RENEGOTIATION,
  };
}
