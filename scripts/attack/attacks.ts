import type { Attack } from "./Attack.ts";
import { auditFlood } from "./attacks/auditFlood.ts";
import { everyPath } from "./attacks/everyPath.ts";
import { foreignCredentials } from "./attacks/foreignCredentials.ts";
import { handshakeFlood } from "./attacks/handshakeFlood.ts";
import { heldConnections } from "./attacks/heldConnections.ts";
import { killedInBetween } from "./attacks/killedInBetween.ts";
import { mixedSoak } from "./attacks/mixedSoak.ts";
import { pageRequests } from "./attacks/pageRequests.ts";
import { pipelinedRequests } from "./attacks/pipelinedRequests.ts";
import { renegotiation } from "./attacks/renegotiation.ts";
import { signals } from "./attacks/signals.ts";
import { signInFlood } from "./attacks/signInFlood.ts";

/** Every attack, in the order in which they run. */
export const attacks: readonly Attack[] = [
  pipelinedRequests,
  everyPath,
  pageRequests,
  foreignCredentials,
  renegotiation,
  handshakeFlood,
  heldConnections,
  signals,
  auditFlood,
  killedInBetween,
  signInFlood,
  mixedSoak,
];
