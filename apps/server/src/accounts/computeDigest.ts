import { argon2 } from "node:crypto";
import { promisify } from "node:util";
import type { PasswordHash } from "./PasswordHash.ts";

const argon2Async = promisify(argon2);

/** What a digest is computed from. */
export interface DigestRequest extends Pick<PasswordHash, "parameters" | "salt"> {
  /** As sent: no trimming, no normalisation, no truncation (AUT-02). */
  readonly password: string;
  readonly digestBytes: number;
}

/** The argon2id digest of a password, computed outside the main thread. */
export function computeDigest({ password, parameters, salt, digestBytes }: DigestRequest): Promise<Buffer> {
  return argon2Async("argon2id", {
    message: Buffer.from(password, "utf8"),
    nonce: salt,
    memory: parameters.memoryKibibytes,
    passes: parameters.passes,
    parallelism: parameters.lanes,
    tagLength: digestBytes,
  });
}
