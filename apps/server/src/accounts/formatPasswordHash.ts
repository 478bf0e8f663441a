import type { PasswordHash } from "./PasswordHash.ts";

/** Writes a hash as a PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$digest` (AUT-01). */
export function formatPasswordHash({ parameters, salt, digest }: PasswordHash): string {
  const { memoryKibibytes, passes, lanes } = parameters;
  const cost = `m=${memoryKibibytes},t=${passes},p=${lanes}`;
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(digest)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
