// biome-ignore-all lint/performance/noBarrelFile: this is an entry point of the package, like index.ts.

export type { WatchOptions } from "./testing/checkExchange.ts";
export { ContractViolationError } from "./testing/checkExchange.ts";
export { watchAgent } from "./testing/watchAgent.ts";
