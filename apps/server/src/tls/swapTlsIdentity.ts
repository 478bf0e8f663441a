import type { Server } from "node:tls";
import { secureContextOptions } from "./secureContextOptions.ts";
import type { TlsIdentity } from "./TlsIdentity.ts";

/**
 * Gives a server another identity for the handshakes to come; open connections stay as they are (NET-20).
 *
 * The keys for session tickets are not carried over: a resumed session would go on showing the old certificate, and
 * a client whose ticket is not known makes a full handshake by itself.
 */
export function swapTlsIdentity(server: Pick<Server, "setSecureContext">, identity: TlsIdentity): void {
  server.setSecureContext(secureContextOptions(identity));
}
