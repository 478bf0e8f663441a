import { expect, test } from "vitest";
import { readBearerToken } from "./readBearerToken.ts";

test.each([
  { given: "token", want: "token" },
  { given: "Bearer token", want: "token" },
  { given: "bearer   token", want: "token" },
  { given: "Bearer", want: "Bearer" },
  { given: "Basic dXNlcjpwdw==", want: "Basic dXNlcjpwdw==" },
  { given: "Bearertoken", want: "Bearertoken" },
  { given: "Bearer two tokens", want: "Bearer two tokens" },
])("$given carries the token $want", ({ given, want }) => {
  expect(readBearerToken(given)).toBe(want);
});
