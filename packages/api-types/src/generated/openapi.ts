// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description Shows the caller's own session, and starts its idle limit anew.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Create Session
         * @description Signs in and opens a session. The token comes in the response header `x-hm-authorization`. Each sign-in makes
         *     a fresh token; one that is sent along is never adopted. Live sessions of the same user go on.
         */
        post: operations["createSession"];
        /**
         * Delete Session
         * @description Deletes the caller's session and with it the token: signs out. After the answer 200 no instance of the service
         *     accepts the token again. A second call with the same token is answered with 401.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Lists live sessions, newest first: the caller's own, or with `scope=all` everybody's, which is for a
         *     `System Administrator`. Pages are keyset pages: a session that lives through the whole listing is neither skipped nor shown twice, whatever else comes
         *     and goes. The session of this call is marked `current`.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The public id of a session, as the list shows it. */
                sessionId: string;
            };
            cookie?: never;
        };
        /**
         * Find Session
         * @description Shows one live session: any for a `System Administrator`, one's own for everybody else.
         */
        get: operations["findSession"];
        put?: never;
        post?: never;
        /**
         * End Session by Id
         * @description Ends one live session: one's own at any time, and for a `System Administrator` who signed in within the last
         *     5 minutes, anybody's.
         */
        delete: operations["endSessionById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Other Sessions
         * @description Ends all sessions of the caller but the one of this call. Needs a sign-in of the last 5 minutes.
         */
        post: operations["endOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-sessions/end-user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End User Sessions
         * @description Ends all sessions of one user. For a `System Administrator` who signed in within the last 5 minutes.
         */
        post: operations["endUserSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-sessions/end-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End All Sessions
         * @description Ends all sessions of everybody, that of this call included. For a `System Administrator` who signed in within
         *     the last 5 minutes.
         */
        post: operations["endAllSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description Changes the password of the caller's local account. Ends all sessions of the caller and opens a fresh one, whose
         *     token comes in the header `x-hm-authorization`. Needs a sign-in of the last 5 minutes.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Sign-in State
         * @description Opens or closes the door for new sign-ins, for maintenance. Live sessions go on. While it is closed, sign-ins are
         *     answered with 503. For a `System Administrator` who signed in within the last 5 minutes.
         */
        put: operations["setSignInState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The credentials of a sign-in. */
        SessionCreateRequest: {
            /** @default local */
            authType?: components["schemas"]["AuthType"];
            /** @description The account's name. For `vsphere` it may carry the domain, as in `administrator@vsphere.local`. */
            username: string;
            /**
             * Format: password
             * @description The password, exactly as the user typed it: every character counts, spaces and letter forms included. At
             *     most 1,024 bytes in UTF-8.
             */
            password: string;
        };
        /** @description The answer to a sign-in. The token is in the header `x-hm-authorization`, not in the body. */
        SessionCreateResponse: {
            /**
             * @description The sign-in succeeded.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            data: components["schemas"]["SessionData"];
        };
        /** @description The caller's session. */
        SessionGetResponse: {
            /**
             * @description The session is live.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            data: components["schemas"]["SessionData"];
        };
        /** @description The session has ended. Its token opens nothing any more. */
        SessionDeleteResponse: {
            /**
             * @description The session was ended by this call.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
        };
        /**
         * @description Who checks the password: `local`, the accounts of this appliance, or `vsphere`, the single sign-on of a vCenter.
         * @enum {string}
         */
        AuthType: "local" | "vsphere";
        /** @description A page of live sessions, newest first. */
        LiveSessionListResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The page, and where the next one begins. */
            data: {
                /** @description The sessions of this page, newest first. */
                sessions: components["schemas"]["LiveSession"][];
                /** @description Send it as `after` to get the next page. Absent on the last page. */
                next?: string;
            };
        };
        /** @description One live session. */
        LiveSessionResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            data: components["schemas"]["LiveSession"];
        };
        /** @description How many sessions were ended. */
        SessionsEndedResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description What the call did. */
            data: {
                /** @description How many live sessions this call ended. */
                ended: number;
            };
        };
        /** @description The user whose sessions are to end. */
        EndUserSessionsRequest: {
            /** @default local */
            authType?: components["schemas"]["AuthType"];
            /** @description The user's name. */
            username: string;
        };
        /** @description The current and the new password of the caller, exactly as typed. */
        PasswordChangeRequest: {
            /**
             * Format: password
             * @description The password in use.
             */
            currentPassword: string;
            /**
             * Format: password
             * @description The password to be used from now on: 15 characters or more, at most 1,024 bytes in UTF-8, and none of the
             *     common ones. There are no rules on which characters it holds.
             */
            newPassword: string;
        };
        /** @description Whether new sign-ins are taken. Live sessions go on either way. */
        SignInState: {
            /** @description False during maintenance; sign-ins are then answered with 503. */
            open: boolean;
        };
        /** @description Whether new sign-ins are taken. */
        SignInStateResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description Nothing of the request is left to be done.
             * @constant
             */
            completed: true;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            data: components["schemas"]["SignInState"];
        };
        /**
         * Format: int64
         * @description A moment, in milliseconds since 1970-01-01T00:00:00Z.
         */
        Timestamp: number;
        /**
         * @description The version of the answer's form.
         * @constant
         */
        ApiVersion: "1.0";
        /** @description What a session is about, and its life. */
        SessionData: {
            user: components["schemas"]["SessionUser"];
            cloud: components["schemas"]["SessionCloud"];
            /** @description The organizations that the user can act in. */
            organizations: components["schemas"]["SessionOrganization"][];
            session: components["schemas"]["Session"];
            /**
             * @description Sent as `true` in the answer to a sign-in whose password has to be changed: a generated first password opens this
             *     one session, in which it can be replaced, and no other. Absent otherwise. Clients may ignore it.
             * @constant
             */
            passwordChangeDue?: true;
        };
        /** @description A refusal, or a fault of the server. */
        SessionErrorResponse: {
            /**
             * @description The request was not carried out.
             * @constant
             */
            success: false;
            /**
             * @description The request was not carried out.
             * @constant
             */
            completed: false;
            /** @description When the answer was made. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            errorCode?: components["schemas"]["ErrorCode"];
            /** @description The reason, for people. Its wording may change; programs compare `errorCode`. */
            error?: string;
        };
        /** @description A live session and whose it is. The token is never shown. */
        LiveSession: {
            session: components["schemas"]["Session"];
            user: components["schemas"]["SessionOwner"];
            /** @description Whether it is the session of this call. */
            current: boolean;
        };
        /** @description The user of a session. */
        SessionUser: {
            /** @description The enterprise that the user belongs to. */
            enterprise: string;
            /** @description The names of the organizations that the user belongs to. */
            organization: string[];
            /** @description The organization that the session acts in, one of `organization`. */
            currentOrganization: string;
            /** @description The roles that the user holds on this appliance. A session has at least one. */
            roles: string[];
            /** @description The name as the user signed in with it. */
            username: string;
            /**
             * Format: uuid
             * @description The same value as the header `x-transaction-id` of this answer.
             */
            transactionId: string;
        };
        /** @description The appliance that the session is on. */
        SessionCloud: {
            /** @description The appliance's display name. */
            name: string;
            /** @description The kind of cloud that the appliance manages. */
            type: string;
        };
        /** @description An organization that the user can act in. */
        SessionOrganization: {
            /** @description The organization's name. */
            name: string;
            /** @description The organization's id. */
            id: string;
        };
        /** @description The life of a session. Nothing in it opens the session; only the token does. */
        Session: {
            /**
             * Format: uuid
             * @description The session's public id, for lists and logs. It is not the token and cannot be used as one.
             */
            id: string;
            authType: components["schemas"]["AuthType"];
            /** @description The network address that the session was opened from. */
            clientAddress: string;
            /** @description When the session was opened. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When the session was last used, this call included. */
            lastSeenAt: components["schemas"]["Timestamp"];
            /** @description When the session ends if nobody uses it until then. */
            idleExpiresAt: components["schemas"]["Timestamp"];
            /** @description When the session ends however much it is used. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description The reason of a refusal, for programs. Answers with status 429 and 503 carry none: nothing is wrong with the
         *     request, only the moment.
         * @enum {string}
         */
        ErrorCode: "BAD_REQUEST" | "INVALID_CREDENTIALS" | "NOT_ENOUGH_PRIVILEGES" | "INVALID_SESSION_TOKEN" | "INTERNAL_SERVER_ERROR";
        /** @description Whose session it is. The same name with another authentication type is another person. */
        SessionOwner: {
            authType: components["schemas"]["AuthType"];
            /** @description The name as the user signed in with it. */
            username: string;
            /** @description The roles that the session holds. */
            roles: string[];
        };
    };
    responses: {
        /**
         * @description The sign-in request does not fit the contract. The text names the field and what is wrong with it. Nothing
         *     was looked up: a malformed request says nothing about accounts.
         */
        SignInBadRequest: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /**
         * @description The credentials were not accepted. An unknown name, a wrong password, and an account that is locked or
         *     disabled are answered alike.
         */
        InvalidCredentials: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                "www-authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The credentials are right, but the account has no role on this appliance. No session was made. */
        NotEnoughPrivileges: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The request body is larger than 16 KiB. */
        ContentTooLarge: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The request body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /**
         * @description Too many sign-in attempts came from this address or for this account, or more than can be checked at a
         *     time. Live sessions are not affected.
         */
        TooManyRequests: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The server failed. Nothing about the request was wrong; `x-transaction-id` finds the cause in the log. */
        InternalServerError: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The session store or another part that the request needs does not answer. Nobody is let in on a guess. */
        ServiceUnavailable: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /**
         * @description The request is ambiguous or malformed: a header that must be sent once came more than once, two
         *     credentials disagree, or the path is not well formed.
         */
        BadRequest: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /**
         * @description No token was sent, or the token opens no session. Unknown, malformed, expired and ended tokens are answered
         *     alike.
         */
        NoActiveSession: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                "www-authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The session could not be removed, and may still be live. Send the request again. */
        LogoutFailed: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description A parameter does not fit the contract, or the request is ambiguous. */
        InvalidCall: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The call is for a `System Administrator`, and the caller is none. */
        NeedsAdministrator: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The id is no UUID, or the request is ambiguous. */
        InvalidSessionId: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description No live session that the caller may see has this id. */
        UnknownSession: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The call needs a sign-in of the last 5 minutes. */
        NeedsRecentSignIn: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The body does not fit the contract, or the request is ambiguous. */
        InvalidUser: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The call needs a `System Administrator` who signed in within the last 5 minutes. */
        NeedsRecentAdministrator: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The request does not fit the contract, or the new password is not acceptable. The text says what to change. */
        PasswordNotAcceptable: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /**
         * @description The password was not changed: the sign-in is too long ago, the current password is not right, or the account's
         *     password is kept elsewhere. The session goes on.
         */
        PasswordChangeRefused: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The body does not fit the contract, or the request is ambiguous. */
        InvalidSignInState: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The answer to `OPTIONS`: `Allow` lists the methods of the path. Nothing is opened to pages of other origins. */
        MethodsOfPath: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description There is nothing at this path. */
        NotFound: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
        /** @description The path exists, the method does not. `Allow` lists those that do. */
        MethodNotAllowed: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionErrorResponse"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Always `no-store`. Answers of this service must not be kept by browsers or proxies. */
        CacheControl: "no-store";
        /**
         * @description A UUID made for this request. It stands in the server's log beside everything the request caused, so quote it
         *     when you report a problem. After a sign-in or a session check it equals `data.user.transactionId`.
         */
        TransactionId: string;
        /** @description Always `nosniff`. Browsers must take the media type as sent. */
        ContentTypeOptions: "nosniff";
        /** @description Allows nothing to be loaded and the answer to be framed by nobody. */
        ContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'";
        /** @description Tells browsers to use HTTPS only, for one year. */
        StrictTransportSecurity: "max-age=31536000";
        /**
         * @description The session token: 256 random bits in URL-safe base64. Keep it in memory, send it back under this header name
         *     on every later call, and treat it as opaque.
         */
        Authorization: string;
        /**
         * @description The name of the header that carries the token, always `x-hm-authorization`. Some proxies drop headers with an
         *     underscore in their name, so no client may depend on this one.
         */
        AuthTokenName: "x-hm-authorization";
        /**
         * @description The challenge (RFC 9110, section 11.6.1). It names the `Bearer` scheme; when a token was sent and not accepted
         *     it adds `error="invalid_token"` (RFC 6750, section 3.1), the same for every reason a token can be refused.
         */
        WwwAuthenticate: string;
        /** @description Seconds to wait before the same request makes sense again (RFC 9110, section 10.2.3). */
        RetryAfter: number;
        /** @description The methods that this path answers to (RFC 9110, section 10.2.1). */
        Allow: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is live. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionGetResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NoActiveSession"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionCreateRequest"];
            };
        };
        responses: {
            /** @description Signed in. The session is live. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    "x-hm-authorization": components["headers"]["Authorization"];
                    auth_token_name: components["headers"]["AuthTokenName"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionCreateResponse"];
                };
            };
            400: components["responses"]["SignInBadRequest"];
            401: components["responses"]["InvalidCredentials"];
            403: components["responses"]["NotEnoughPrivileges"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session was deleted; the caller is signed out. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDeleteResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NoActiveSession"];
            500: components["responses"]["LogoutFailed"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Whose sessions to list. */
                scope?: "own" | "all";
                /** @description The most sessions on a page. */
                limit?: number;
                /** @description The value of `next` of the page before. */
                after?: string;
                /** @description Only sessions of users of this name. */
                username?: string;
                /** @description Only sessions of this authentication type. */
                authType?: components["schemas"]["AuthType"];
                /** @description Only sessions that were opened from this address. */
                clientAddress?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of live sessions. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveSessionListResponse"];
                };
            };
            400: components["responses"]["InvalidCall"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsAdministrator"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    findSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The public id of a session, as the list shows it. */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is live. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveSessionResponse"];
                };
            };
            400: components["responses"]["InvalidSessionId"];
            401: components["responses"]["NoActiveSession"];
            404: components["responses"]["UnknownSession"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endSessionById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The public id of a session, as the list shows it. */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session was ended. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsEndedResponse"];
                };
            };
            400: components["responses"]["InvalidSessionId"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentSignIn"];
            404: components["responses"]["UnknownSession"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions were ended. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsEndedResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentSignIn"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndUserSessionsRequest"];
            };
        };
        responses: {
            /** @description The sessions were ended. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsEndedResponse"];
                };
            };
            400: components["responses"]["InvalidUser"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endAllSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions were ended. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsEndedResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            /** @description The password was changed. The old token opens nothing any more. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    "x-hm-authorization": components["headers"]["Authorization"];
                    auth_token_name: components["headers"]["AuthTokenName"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionCreateResponse"];
                };
            };
            400: components["responses"]["PasswordNotAcceptable"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["PasswordChangeRefused"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setSignInState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInState"];
            };
        };
        responses: {
            /** @description The door is as asked. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInStateResponse"];
                };
            };
            400: components["responses"]["InvalidSignInState"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
