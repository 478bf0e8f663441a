import { isJsonObject } from "@gatehouse/contract";

/** How a vCenter speaks of its sessions. */
export interface SessionDialect {
  readonly path: string;
  /** The request that names the user of a session. */
  readonly whoAmI: { readonly method: "GET" | "POST"; readonly path: string };
  /** Takes the payload out of an answer. */
  unwrap(answer: unknown): unknown;
}

/** vCenter 7.0 U2 and later: the vSphere Automation API. */
export const automationApi: SessionDialect = {
  path: "/api/session",
  whoAmI: { method: "GET", path: "/api/session" },
  unwrap: (answer) => answer,
};

/** vCenter 6.5 to 7.0 and govmomi's simulator, which answer 404 to the one above. */
export const restApi: SessionDialect = {
  path: "/rest/com/vmware/cis/session",
  whoAmI: { method: "POST", path: "/rest/com/vmware/cis/session?~action=get" },
  unwrap: (answer) => (isJsonObject(answer) ? answer.value : undefined),
};
