import { expect, test } from "vitest";
import { readToken } from "./securityHandlers.ts";

test.each([
  { given: "abc", want: "abc" },
  { given: "Bearer abc", want: "abc" },
  { given: "bearer   abc", want: "abc" },
  { given: "BEARER abc", want: "abc" },
  // Not well formed, and not of another scheme either: a token that no session has.
  { given: "Bearer", want: "Bearer" },
  { given: "Bearer a b", want: "Bearer a b" },
  { given: "Basic YTpi", want: undefined },
  { given: "basic YTpi", want: undefined },
  { given: "Basic", want: undefined },
  { given: "Basic\tYTpi", want: undefined },
  { given: 'Digest username="a", realm="b"', want: undefined },
  { given: "Negotiate", want: undefined },
  { given: "NTLM TlRMTVNTUAAB", want: undefined },
  { given: "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c", want: undefined },
  { given: "Custom-Scheme token68==", want: undefined },
  { given: "", want: undefined },
])("NET-11 the token of $given is $want", ({ given, want }) => {
  expect(readToken(given)).toBe(want);
});
