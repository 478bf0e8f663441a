import { expect, test } from "vitest";
import { formatPasswordHash } from "./formatPasswordHash.ts";
import { parsePasswordHash } from "./parsePasswordHash.ts";
import { verifyPassword } from "./verifyPassword.ts";

const salt = Buffer.from("somesalt01234567");

test("AUT-01 a hash is the same after writing and reading it", () => {
  const hash = {
    parameters: { memoryKibibytes: 19_456, passes: 2, lanes: 1 },
    salt,
    digest: Buffer.alloc(32, 0xfb),
  };
  const text = formatPasswordHash(hash);
  expect(text).toBe(
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  );
  expect(parsePasswordHash(text)).toEqual(hash);
});

test("AUT-01 a hash of the reference implementation is understood", async () => {
  const hash = parsePasswordHash(
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  );
  expect(hash?.parameters).toEqual({ memoryKibibytes: 65_536, passes: 2, lanes: 1 });
  if (hash === undefined) throw new Error("The hash was not understood.");
  expect(await verifyPassword("password", hash)).toBe(true);
  expect(await verifyPassword("Password", hash)).toBe(false);
});

test.each([
  "",
  "$2b$12$abcdefghijklmnopqrstuv",
  "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=19456,t=2,p=1$short$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
])("%j is no hash", (text) => {
  expect(parsePasswordHash(text)).toBeUndefined();
});
