import type { Binding } from "@gatehouse/express-contract";
import type { operations } from "./generated/pets.ts";
import type { operationSecurity, securitySchemes } from "./generated/petsSecurity.ts";

export interface PetBinding extends Binding {
  operations: operations;
  operationSecurity: operationSecurity;
  securitySchemes: securitySchemes;
  credentials: { key: { customer: string } };
  context: { startedAt: number };
  providedHeaders: never;
}
