/** The service of the comparison: every server responds to a session check with the same object, made per request. */
export const TOKEN = "k3Zt0m9Jb1QxWv7eYc5RfUo2NsAaLdGpHiTqXyBw_8M";

const session = {
  user: {
    enterprise: "HybridityAdmin",
    organization: ["DEFAULT"],
    currentOrganization: "DEFAULT",
    roles: ["System Administrator", "Appliance Administrator"],
    username: "admin",
    transactionId: "4636e751-ca87-42d4-a7fc-809b31fbbd82",
  },
  cloud: { name: "HCX Manager", type: "vsphere" },
  organizations: [{ name: "DEFAULT", id: "default-org-id" }],
  session: {
    id: "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11",
    authType: "local",
    clientAddress: "127.0.0.1",
    createdAt: 1_753_086_093_083,
    lastSeenAt: 1_753_089_693_083,
    idleExpiresAt: 1_753_091_493_083,
    expiresAt: 1_753_129_293_083,
  },
};

/** The sessions of the peers: in memory, by the plain token, so that only the peers are measured. */
export const sessions = new Map([[TOKEN, session]]);

/** The body of a session check. */
export function envelope(data: typeof session | undefined) {
  return { success: true, completed: true, time: Date.now(), version: "1.0", data };
}

/** The headers that the document requires in every response. */
export const documentedHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000",
  "x-transaction-id": "4636e751-ca87-42d4-a7fc-809b31fbbd82",
};

export const DOCUMENT = new URL("../spec/openapi.yaml", import.meta.url);
export const PATH = "/api/admin/v1/sessions";

/** Sends the port of the server to the runner. */
export function announce(server: { address(): unknown }): void {
  const { port } = server.address() as { port: number };
  process.send?.({ port });
}
