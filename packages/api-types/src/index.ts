import type { components, operations } from "./generated/openapi.ts";

export type { components, operations, paths } from "./generated/openapi.ts";
export type { operationSecurity, securitySchemes } from "./generated/security.ts";

/** The id of an operation of the API. */
export type OperationId = keyof operations;

/** The schemas of the API by name. */
type Schemas = components["schemas"];

/** Who checks the password of a sign-in. */
export type AuthType = Schemas["AuthType"];
/** The reason of a refusal, for programs. */
export type ErrorCode = Schemas["ErrorCode"];
/** The life of a session: public id, when it was made and when it ends. */
export type Session = Schemas["Session"];
/** A live session and whose it is. */
export type LiveSession = Schemas["LiveSession"];
/** User, cloud, organizations and life of a session. */
export type SessionData = Schemas["SessionData"];
/** The user of a session. */
export type SessionUser = Schemas["SessionUser"];
/** The credentials of a sign-in. */
export type SessionCreateRequest = Schemas["SessionCreateRequest"];
/** The answer to a sign-in. */
export type SessionCreateResponse = Schemas["SessionCreateResponse"];
/** The caller's session. */
export type SessionGetResponse = Schemas["SessionGetResponse"];
/** The answer to a sign-out. */
export type SessionDeleteResponse = Schemas["SessionDeleteResponse"];
/** A refusal, or a fault of the server. */
export type SessionErrorResponse = Schemas["SessionErrorResponse"];
