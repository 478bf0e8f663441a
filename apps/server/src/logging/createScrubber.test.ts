import { expect, test } from "vitest";
import { createScrubber } from "./createScrubber.ts";

const TOKEN = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";

test.each([
  { given: "redis://default:canary@cache:6379/0 refused", want: "redis://[redacted]@cache:6379/0 refused" },
  { given: "redis://:can/ary@x@cache", want: "redis://[redacted]@cache" },
  {
    given: 'body {"username":"admin","password":"canary"}',
    want: 'body {"username":"admin","password":[redacted]}',
  },
  { given: '{"password":"canary \\" more"}', want: '{"password":[redacted]}' },
  { given: '{"password":"canary', want: '{"password":[redacted]' },
  { given: "bind failed, password=canary;host=a", want: "bind failed, password=[redacted];host=a" },
  { given: "bindPassword: canary", want: "bindPassword: [redacted]" },
  { given: "authorization: Bearer canary", want: "authorization: [redacted] [redacted]" },
  { given: "sent Basic Y2FuYXJ5", want: "sent Basic [redacted]" },
  { given: `no session ${TOKEN}.`, want: "no session [redacted]." },
  { given: "https://h/cb?token=canary&x=1", want: "https://h/cb?token=[redacted]&x=1" },
  { given: "jwt eyJhbGciOiJub25lIn0.eyJhIjoxfQ.x", want: "jwt [redacted]" },
  { given: "stored $argon2id$v=19$m=19456,t=2,p=1$abc$canary here", want: "stored [redacted] here" },
  {
    given: "-----BEGIN PRIVATE KEY-----\nMIIcanary\n-----END PRIVATE KEY----- rest",
    want: "[redacted] rest",
  },
  { given: "-----BEGIN EC PRIVATE KEY-----\nMIIcanary", want: "[redacted]" },
])("LOG-02 a secret in $given is redacted", ({ given, want }) => {
  expect(createScrubber()(given)).toBe(want);
});

test("LOG-02 a secret of the configuration is redacted at any position in a text", () => {
  expect(createScrubber(["hunter 2"])("no entry for hunter 2!")).toBe("no entry for [redacted]!");
});

test("texts without secrets stay as they are", () => {
  for (const text of [
    "ENOENT: no such file or directory, open '/srv/gatehouse/sessions.db'",
    "connect ECONNREFUSED 127.0.0.1:6379",
    "4636e751-ca87-42d4-a7fc-809b31fbbd82",
    "Invalid username or password.",
  ]) {
    expect(createScrubber()(text)).toBe(text);
  }
});
