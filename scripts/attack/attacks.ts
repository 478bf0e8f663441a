import type { Attack } from "./Attack.ts";
import { pipelinedRequests } from "./attacks/pipelinedRequests.ts";

/** Every attack, in the order in which they run. */
export const attacks: readonly Attack[] = [pipelinedRequests];
