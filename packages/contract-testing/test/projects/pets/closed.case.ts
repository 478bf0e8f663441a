import { expect, test } from "vitest";
import { petsAgent } from "./petsAgent.ts";

test("responds with 503 at times", async () => {
  const { agent } = await petsAgent(503);
  const response = await agent.get("/pets");
  expect(response.status).toBe(503);
});
