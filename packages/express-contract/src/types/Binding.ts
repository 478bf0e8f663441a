/**
 * What an application binds to its document, in one place, so that compiler messages stay short.
 *
 * Extend it by an interface with a name of your own: that name and the operationId are what a
 * compile error shows.
 *
 * @example
 * interface PetBinding extends Binding {
 *   operations: operations;
 *   operationSecurity: operationSecurity;
 *   securitySchemes: securitySchemes;
 *   credentials: { apiKey: Customer };
 *   context: { requestId: string };
 *   providedHeaders: "x-request-id";
 * }
 */
export interface Binding {
  /** The `operations` interface that openapi-typescript generates. */
  operations: object;
  /** By operationId, the security alternatives, as `securityTypes` of @gatehouse/contract writes them. */
  operationSecurity: object;
  /** By name, the security schemes: `{ apiKey: { type: "apiKey"; in: "header"; name: "x-api-key" } }`. */
  securitySchemes: object;
  /** By scheme, what its handler makes of a presented credential. */
  credentials: object;
  /** The result of `createContext` for a request; every handler gets it. */
  context: unknown;
  /** Names of documented response headers that the router adds to every response; `never` for none. */
  providedHeaders: string;
}

/** The operationIds of a binding. */
export type OperationId<B extends Binding> = Extract<keyof B["operations"], string>;

/** The names of the security schemes of a binding. */
export type SchemeName<B extends Binding> = Extract<keyof B["securitySchemes"], string>;
