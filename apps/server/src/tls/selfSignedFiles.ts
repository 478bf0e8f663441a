import { join } from "node:path";
import type { TlsIdentityFiles } from "./TlsIdentityFiles.ts";

/** Where the self-signed identity of a data directory lies. */
export function selfSignedFiles(dataDirectory: string): TlsIdentityFiles {
  return {
    certificateFile: join(dataDirectory, "tls-cert.pem"),
    keyFile: join(dataDirectory, "tls-key.pem"),
  };
}
