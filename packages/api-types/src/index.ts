import type { components, operations } from "./generated/openapi.ts";

export type { components, operations, paths } from "./generated/openapi.ts";
export type { operationSecurity, securitySchemes } from "./generated/security.ts";

/** The id of an operation of the API. */
export type OperationId = keyof operations;

/** The schemas of the API by name. */
type Schemas = components["schemas"];

/** A local account. */
export type Account = Schemas["Account"];
/** A new local account. */
export type AccountAddRequest = Schemas["AccountAddRequest"];
/** A page of the local accounts. */
export type AccountListResponse = Schemas["AccountListResponse"];
/** A local account after a change. */
export type AccountResponse = Schemas["AccountResponse"];
/** The new roles of an account. */
export type AccountRolesRequest = Schemas["AccountRolesRequest"];
/** Whether an account may sign in. */
export type AccountStateRequest = Schemas["AccountStateRequest"];
/** The response to lifting the locks of an account. */
export type AccountUnlockedResponse = Schemas["AccountUnlockedResponse"];
/** The version of the response format; `"1.0"`. */
export type ApiVersion = Schemas["ApiVersion"];
/** An entry of the audit trail. */
export type AuditEntry = Schemas["AuditEntry"];
/** Entries of the audit trail, newest first. */
export type AuditEntryListResponse = Schemas["AuditEntryListResponse"];
/** A person or account, as the audit trail names it. */
export type AuditSubject = Schemas["AuditSubject"];
/** The provider that checks the password of a sign-in. */
export type AuthType = Schemas["AuthType"];
/** The user whose sessions to end. */
export type EndUserSessionsRequest = Schemas["EndUserSessionsRequest"];
/** The reason of a rejection, for programs. */
export type ErrorCode = Schemas["ErrorCode"];
/** A live session and its user. */
export type LiveSession = Schemas["LiveSession"];
/** A page of live sessions. */
export type LiveSessionListResponse = Schemas["LiveSessionListResponse"];
/** One live session. */
export type LiveSessionResponse = Schemas["LiveSessionResponse"];
/** The current and the new password. */
export type PasswordChangeRequest = Schemas["PasswordChangeRequest"];
/** The password that a user confirms. */
export type ReauthenticateRequest = Schemas["ReauthenticateRequest"];
/** A process that serves the API on the same store. */
export type ServerNode = Schemas["ServerNode"];
/** Release, store, certificate and nodes of the server. */
export type ServerStatus = ServerStatusResponse["data"];
/** The response with the status of the server. */
export type ServerStatusResponse = Schemas["ServerStatusResponse"];
/** The lifetime of a session: public id, creation and expiry. */
export type Session = Schemas["Session"];
/** The appliance that a session is on. */
export type SessionCloud = Schemas["SessionCloud"];
/** The credentials of a sign-in. */
export type SessionCreateRequest = Schemas["SessionCreateRequest"];
/** The response to a sign-in. */
export type SessionCreateResponse = Schemas["SessionCreateResponse"];
/** User, cloud, organizations and life of a session. */
export type SessionData = Schemas["SessionData"];
/** The response to a sign-out. */
export type SessionDeleteResponse = Schemas["SessionDeleteResponse"];
/** A rejection, or a fault of the server. */
export type SessionErrorResponse = Schemas["SessionErrorResponse"];
/** The caller's session. */
export type SessionGetResponse = Schemas["SessionGetResponse"];
/** An organization that the user of a session belongs to. */
export type SessionOrganization = Schemas["SessionOrganization"];
/** The user of a live session. */
export type SessionOwner = Schemas["SessionOwner"];
/** The number of ended sessions. */
export type SessionsEndedResponse = Schemas["SessionsEndedResponse"];
/** The user of a session. */
export type SessionUser = Schemas["SessionUser"];
/** Whether sign-ins are enabled, and with which providers. */
export type SignInOptionsResponse = Schemas["SignInOptionsResponse"];
/** Whether new sign-ins are enabled. */
export type SignInState = Schemas["SignInState"];
/** The response to enabling or disabling sign-ins. */
export type SignInStateResponse = Schemas["SignInStateResponse"];
/** A time in Unix milliseconds. */
export type Timestamp = Schemas["Timestamp"];
