import { expect, test } from "vitest";
import { contractMatchers } from "../../../src/vitest.ts";
import { petsAgent } from "./petsAgent.ts";

expect.extend(contractMatchers);

test("lists the pets", async () => {
  const { contract, agent } = await petsAgent(200);
  const response = await agent.get("/pets").expect(200);
  expect(response).toMatchContract(contract.operations.get("listPets"));
});
