import { expect, test } from "vitest";
import { parseAccounts } from "./accountsFile.ts";

const HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";

test.each([
  {
    text: `{\n  "version": 1\n  "accounts": [{ "passwordHash": "${HASH}" }]\n}`,
    fault: "line 3, column 3 is no JSON: Expected ',' or '}' after property value.",
  },
  { text: `${HASH}\n`, fault: "line 1, column 1 is no JSON: Unexpected token '$'." },
  { text: "[]", fault: "it is not a JSON object." },
  { text: '{ "version": 2 }', fault: "/version is 2; this release knows 1." },
  { text: '{ "version": 1 }', fault: "/accounts is not a list." },
  { text: '{ "version": 1, "accounts": [null] }', fault: "/accounts/0 is not an object." },
])("a file of accounts is rejected with its location and without hashes: $fault", ({ text, fault }) => {
  expect(parseAccounts(text)).toEqual({ kind: "fault", fault });
});
