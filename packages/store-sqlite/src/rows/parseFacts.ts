import type { SessionRecord, SessionUser } from "@gatehouse/sessions";
import { FACTS_VERSION } from "./toFacts.ts";

type Facts = Omit<SessionRecord, "lastSeenAtMs">;

/** The record in this text; nothing when the text is damaged or of a version this release does not know (OPS-05). */
export function parseFacts(text: string): Facts | undefined {
  const value = parseObject(text);
  return value !== undefined && value.version === FACTS_VERSION && isFacts(value)
    ? factsOf(value)
    : undefined;
}

function factsOf({
  id,
  userKey,
  privileged,
  user,
  roles,
  createdAtMs,
  authenticatedAtMs,
  clientAddress,
}: Facts): Facts {
  return { id, userKey, privileged, user, roles, createdAtMs, authenticatedAtMs, clientAddress };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFacts(value: object): value is Facts {
  const { id, userKey, privileged, user, roles, createdAtMs, authenticatedAtMs, clientAddress } =
    value as Record<string, unknown>;
  return (
    [id, userKey, clientAddress].every((text) => typeof text === "string") &&
    [createdAtMs, authenticatedAtMs].every((time) => Number.isSafeInteger(time)) &&
    typeof privileged === "boolean" &&
    Array.isArray(roles) &&
    roles.every((role) => typeof role === "string") &&
    isObject(user) &&
    isUser(user)
  );
}

function isUser(user: object): user is SessionUser {
  const { organizations, ...texts } = user as Record<string, unknown>;
  const { authType, subject, username, enterprise, currentOrganization } = texts;
  return (
    [authType, subject, username, enterprise, currentOrganization].every(
      (text) => typeof text === "string",
    ) &&
    Array.isArray(organizations) &&
    organizations.every((one) => isObject(one) && typeof one.id === "string" && typeof one.name === "string")
  );
}
