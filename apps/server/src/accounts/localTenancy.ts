import type { SessionUser } from "@gatehouse/sessions";

/** Where local accounts belong; the values of the published examples. */
export const localTenancy: Pick<SessionUser, "enterprise" | "organizations" | "currentOrganization"> = {
  enterprise: "HybridityAdmin",
  organizations: [{ id: "default-org-id", name: "DEFAULT" }],
  currentOrganization: "DEFAULT",
};
