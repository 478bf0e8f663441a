import { expect, test } from "vitest";
import { linkTo, pageNames, parseRoute } from "./useRoute.ts";

test("every page has an address that leads to it", () => {
  for (const page of pageNames) expect(parseRoute(linkTo(page)).page).toBe(page);
});

test.each(["", "#", "#/", "#/nothing", "#/__proto__", "#main"])(
  "the address %o leads to the first page",
  (hash) => {
    expect(parseRoute(hash).page).toBe("session");
  },
);

test("parameters are kept in the address, and empty ones are omitted", () => {
  const link = linkTo("sessions", { user: "ada & co?#", provider: "", address: undefined });
  const { page, parameters } = parseRoute(link);
  expect(page).toBe("sessions");
  expect([...parameters]).toEqual([["user", "ada & co?#"]]);
});
