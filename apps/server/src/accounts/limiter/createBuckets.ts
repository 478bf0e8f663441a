import { createHmac } from "node:crypto";

/** The number of different keys there can be, whatever names arrive: this bounds the memory of a counter (AUT-09). */
const BUCKETS = 2 ** 17;

/** Gives a text its bucket. */
export type BucketOf = (...parts: readonly string[]) => string;

/**
 * Maps any text onto a fixed number of buckets. The secret keeps a stranger from choosing names that share the bucket
 * of somebody else; by chance one name in 131,072 does.
 */
export function createBuckets(secret: Buffer): BucketOf {
  return (...parts) => {
    const digest = createHmac("sha256", secret).update(JSON.stringify(parts)).digest();
    return String(digest.readUInt32BE(0) % BUCKETS);
  };
}
