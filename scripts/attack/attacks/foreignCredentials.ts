import type { Attack, CaseResult } from "../Attack.ts";
import { SESSIONS } from "../startTarget.ts";

/** What stands in `Authorization` beside a valid `x-hm-authorization`. */
const cases: readonly { readonly authorization: string; readonly want: number }[] = [
  { authorization: "Basic YWRtaW46YWRtaW4=", want: 200 },
  { authorization: "basic YWRtaW46YWRtaW4=", want: 200 },
  { authorization: 'Digest username="a", realm="b"', want: 200 },
  { authorization: "Negotiate", want: 200 },
  { authorization: "NTLM TlRMTVNTUAAB", want: 200 },
  { authorization: "AWS4-HMAC-SHA256 Credential=a/b, Signature=c", want: 200 },
  { authorization: "", want: 200 },
  { authorization: "Bearer another-token", want: 400 },
  { authorization: "another-token", want: 400 },
  { authorization: "Bearer", want: 400 },
];

/** Credentials that a proxy or `.netrc` adds. */
export const foreignCredentials: Attack = {
  name: "foreign-credentials",
  ids: ["NET-11"],
  does: "Adds credentials of other schemes, and other tokens, to a valid token.",
  inTests: true,
  async run(context) {
    const target = await context.start();
    const token = await target.signIn();
    const results: CaseResult[] = [];
    for (const { authorization, want } of cases) {
      const { status } = await target.send({ path: SESSIONS, token, headers: { authorization } });
      results.push({
        name: `"${authorization}"`,
        held: status === want,
        saw: `${status}; ${want} was expected.`,
      });
    }
    return results;
  },
};
