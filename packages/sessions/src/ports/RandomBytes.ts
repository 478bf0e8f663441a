/** Cryptographically secure random bytes; `randomBytes` of `node:crypto` outside tests. */
export type RandomBytes = (size: number) => Buffer;
