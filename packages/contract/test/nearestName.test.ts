import { expect, test } from "vitest";
import { nearestName } from "../src/index.ts";

test.for([
  ["nmae", ["id", "name"], "name"],
  ["userName", ["username", "user"], "username"],
  ["Name", ["name"], "name"],
  ["colour", ["color", "size"], "color"],
  ["x-request-idd", ["x-request-id", "x-response-id"], "x-request-id"],
  ["tag", ["id", "name"], undefined],
  ["name", ["name"], undefined],
  ["a", [], undefined],
] as const)("%s beside %o suggests %s", ([name, candidates, want]) => {
  expect(nearestName(name, candidates)).toBe(want);
});
