import { expect, test } from "vitest";
import { omissions, slowLine } from "./omissions.ts";
import { runUntilViolation } from "./runUntilViolation.ts";

// A violation shows in one of some ten stops, which is too long for every day.
test.each([
  ["that responds at once when it finds nothing to end (R3)", omissions.r3],
  ["whose leases a timer ends in place of the clock", omissions.clock],
])("SES-04 the checker finds a violation in a server %s", async (_name, without) => {
  const { rules } = await runUntilViolation([...slowLine, ...without], 80);
  expect(rules).toContain("accepted-after-revocation");
});

test("SES-04 a slow channel alone causes no violation", async () => {
  expect(await runUntilViolation(slowLine, 20)).toEqual({ times: 20, rules: [] });
});
