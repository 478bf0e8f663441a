import type { Contract } from "@gatehouse/contract";
import type { Agent } from "supertest";
import { expectTypeOf, test } from "vitest";
import { watchAgent } from "../src/supertest.ts";

declare const agent: Agent;
declare const contract: Contract;

test("the returned agent is the given one, with its type", () => {
  expectTypeOf(watchAgent(agent, { contract })).toEqualTypeOf<Agent>();
});

test("only an agent is watched, and never without a contract", () => {
  // @ts-expect-error the agent has to take plugins
  watchAgent({ get: () => undefined }, { contract });
  // @ts-expect-error the contract is missing
  watchAgent(agent, {});
});
