// biome-ignore-all lint/performance/noBarrelFile: this is a door of the package, like index.ts.
export { ContractViolationError } from "./testing/ContractViolationError.ts";
export type { WatchOptions } from "./testing/WatchOptions.ts";
export { watchAgent } from "./testing/watchAgent.ts";
