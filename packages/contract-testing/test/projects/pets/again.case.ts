import { expect, test } from "vitest";
import { petsAgent } from "./petsAgent.ts";

test("lists the pets once more", async () => {
  const { agent } = await petsAgent(200);
  const response = await agent.get("/pets");
  expect(response.body).toEqual(["Rex"]);
});
