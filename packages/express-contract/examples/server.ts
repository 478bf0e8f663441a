import { loadContract } from "@gatehouse/contract";
import { createContractRouter, createOperationDefiner, unauthenticated } from "@gatehouse/express-contract";
import express from "express";
import type { PetBinding } from "./PetBinding.ts";

const operation = createOperationDefiner<PetBinding>();

const putPet = operation("putPet", async ({ parameters, body }) => {
  return { status: 200, headers: { "x-revision": 1 }, body: { id: parameters.path.petId, name: body.name } };
});

const router = createContractRouter<PetBinding>({
  contract: await loadContract(new URL("pets.yaml", import.meta.url)),
  operations: { putPet },
  security: { key: ({ credential }) => (credential === "s3cr3t" ? { customer: "Ann" } : unauthenticated()) },
  createContext: () => ({ startedAt: performance.now() }),
  errorResponse: ({ error }) => ({ status: error.status, body: { error: error.message } }),
});

export const app = express().disable("x-powered-by").disable("etag").use(router);
