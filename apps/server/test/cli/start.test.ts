import { expect, test } from "vitest";
import { addAccount, createPlace } from "./createPlace.ts";

test("the start names an account that exists, also where it is not admin", { timeout: 60_000 }, async () => {
  const place = createPlace();
  await addAccount(place, "ada");
  const server = await place.serve();
  expect(server.output()).toContain('"username":"ada"');
  expect(server.output()).not.toContain('"admin"');
});
