import { expect, test } from "vitest";
import { createPasswordPolicy } from "./createPasswordPolicy.ts";

test.each([
  "seven grey herons wade",
  "correct horse battery staple",
  "korrekt pferd batterie heftklammer",
  "\u6b63\u786e\u7684\u9a6c\u7535\u6c60\u8ba2\u4e66\u9488\u5f88\u957f\u5f88\u597d\u8bb0\u4f4f\u5b83",
  "xkcd 936 was a good strip",
  "all lower case no digits",
  "               x  y zqwv  kk",
  "Tr0ub4dor&3 and four more",
  "x7Gq2mWz9LpR4tVb",
])("AUT-03 %j is accepted, without a rule on kinds of characters", async (password) => {
  expect(await createPasswordPolicy().faultsOf({ username: "ada", password })).toEqual([]);
});

test.each([
  { name: "14 characters", password: "x7Gq2mWz9LpR4t", want: "has 14 characters; use at least 15" },
  { name: "14 characters of four bytes each", password: "\u{1F511}".repeat(14), want: "has 14 characters" },
  {
    name: "1,025 bytes",
    password: "x7Gq2mWz9LpR4tVb ".repeat(61).slice(0, 1025),
    want: "has 1025 bytes; use at most 1024",
  },
])("AUT-03 AUT-02 a password of $name is rejected for its length", async ({ password, want }) => {
  expect(await createPasswordPolicy().faultsOf({ username: "ada", password })).toEqual([
    expect.stringContaining(want),
  ]);
});

test.each([
  { name: "a common one", password: "qwerty123456789" },
  { name: "a common one in other case", password: "PasswordPassword" },
  { name: "a common one with digits behind", password: "Football1234567890" },
  { name: "a common one with signs around", password: "!!!!!password!!!!!" },
  { name: "a common one with look-alikes", password: "P@55w0rd1234567" },
  { name: "a common one repeated", password: "dragondragondragon" },
  { name: "a part repeated", password: "abcabcabcabcabcabc" },
  { name: "one character", password: "aaaaaaaaaaaaaaaa" },
  { name: "two characters", password: "abababbababbabab" },
  { name: "the alphabet", password: "abcdefghijklmnop" },
  { name: "the digits", password: "0123456789012345" },
  { name: "the keyboard", password: "qwertyuiopasdfgh" },
  { name: "the keyboard backwards", password: "poiuytrewqlkjhgf" },
  { name: "the name of the user", password: "ada.lovelace-2026" },
  { name: "the name of the user repeated", password: "ada.lovelaceada.lovelace" },
  { name: "the product", password: "gatehouse-hcx-1" },
])("AUT-03 $name is rejected as an easy guess", async ({ password }) => {
  const faults = await createPasswordPolicy().faultsOf({ username: "ada.lovelace", password });
  expect(faults).toEqual([expect.stringContaining("first ones a guesser tries")]);
});

test("AUT-03 eight characters are enough where a second factor is asked for", async () => {
  const policy = createPasswordPolicy({ minCharacters: 8 });
  expect(await policy.faultsOf({ username: "ada", password: "x7Gq2mWz" })).toEqual([]);
  expect(await policy.faultsOf({ username: "ada", password: "x7Gq2mW" })).toHaveLength(1);
  expect(await policy.faultsOf({ username: "ada", password: "Football1!" })).toHaveLength(1);
});

test("AUT-03 a long password is estimated in bounded time", async () => {
  const policy = createPasswordPolicy();
  await policy.faultsOf({ username: "ada", password: "seven grey herons wade" });
  const start = performance.now();
  await policy.faultsOf({ username: "ada", password: "@4({[<3691!|00$5+7%2".repeat(51) });
  expect(performance.now() - start).toBeLessThan(2000);
});

test("AUT-03 common passwords that are long enough are rejected", async () => {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const policy = createPasswordPolicy({ minCharacters: 8 });
  const common = dictionary["passwords-common"].filter((word) => word.length >= 8);
  const chosen = common.slice(0, 3000).filter((_word, index) => index % 15 === 0);
  expect(chosen).toHaveLength(200);
  const accepted: string[] = [];
  for (const password of chosen) {
    if ((await policy.faultsOf({ username: "ada", password })).length === 0) accepted.push(password);
  }
  expect(accepted).toEqual([]);
});
