import { createServer } from "node:http";
import { join } from "node:path";
import { loadContract } from "@gatehouse/contract";
import request from "supertest";
import { expect } from "vitest";
import { openExchangeFile } from "../../../src/index.ts";
import { watchAgent } from "../../../src/supertest.ts";

/** A pet shop that responds with a status, behind an agent that validates its responses. */
export async function petsAgent(status: number) {
  const contract = await loadContract(join(import.meta.dirname, "openapi.yaml"));
  const recorder = openExchangeFile(process.env.PETS_EXCHANGES ?? "", {
    currentTest: () => expect.getState().currentTestName,
  });
  const app = createServer((_, response) => {
    if (status !== 200) return response.writeHead(status).end();
    return response.writeHead(200, { "content-type": "application/json" }).end('["Rex"]');
  });
  return { contract, agent: watchAgent(request.agent(app), { contract, recorder }) };
}
