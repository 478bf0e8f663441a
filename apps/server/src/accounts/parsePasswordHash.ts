import type { PasswordHash } from "./PasswordHash.ts";

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Reads a PHC string of argon2id version 19; nothing for any other text. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const [, memory, passes, lanes, salt, digest] = PHC.exec(text) ?? [];
  if (salt === undefined || digest === undefined) return undefined;
  const parameters = { memoryKibibytes: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const isPossible =
    parameters.lanes >= 1 && parameters.passes >= 1 && parameters.memoryKibibytes >= 8 * parameters.lanes;
  if (!isPossible) return undefined;
  return { parameters, salt: Buffer.from(salt, "base64"), digest: Buffer.from(digest, "base64") };
}
