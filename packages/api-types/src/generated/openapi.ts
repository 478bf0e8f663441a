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
         * @description Shows the caller's own session, and restarts its idle limit.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Create Session
         * @description Signs in and opens a session. The token is in the response header `x-hm-authorization`. Each sign-in creates
         *     a fresh token; a token of the request is never adopted. Live sessions of the same user stay live.
         */
        post: operations["createSession"];
        /**
         * Delete Session
         * @description Deletes the caller's session and with it the token: signs out. After the response 200 no instance of the service
         *     accepts the token again. A second call with the same token is answered with 401.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/browser-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Browser Session
         * @description Signs a browser in and opens a session, as Create Session does. The token is in a cookie instead of the
         *     header: no script can read it, and it is valid only for calls of this server's own pages, which send the
         *     header `x-gatehouse-session: cookie`. For pages of this server only.
         */
        post: operations["createBrowserSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/browser-sessions/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reauthenticate
         * @description Confirms the password of a browser's user: ends the session of the call and opens a fresh one of the same
         *     user, so that calls that require a sign-in of the last 5 minutes are accepted again. The cookie is replaced.
         *     Works while new sign-ins are disabled. A wrong password counts as a failed sign-in, and the session stays
         *     live. Other clients sign in again.
         */
        post: operations["reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/browser-sessions/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password in a Browser
         * @description Changes the password of the caller's local account, as Change Password does. Ends all sessions of the caller
         *     and opens a fresh one, whose token replaces the cookie. Requires a sign-in of the last 5 minutes, except for
         *     the change of a one-time password.
         */
        put: operations["changeBrowserPassword"];
        post?: never;
        delete?: never;
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
         * @description Lists live sessions, newest first: the caller's own, or with `scope=all` those of all users, which is for a
         *     `System Administrator`. Pages are keyset pages: a session that lives through the whole listing is neither
         *     skipped nor shown twice, also while others begin and end. The session of this call is marked `current`.
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
         * @description Shows one live session: any session for a `System Administrator`, their own for other users.
         */
        get: operations["findSession"];
        put?: never;
        post?: never;
        /**
         * End Session by Id
         * @description Ends one live session: one of the caller's own at any time, and any session for a `System Administrator` who signed
         *     in within the last 5 minutes.
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
         * @description Ends all sessions of the caller except the one of this call. Requires a sign-in of the last 5 minutes.
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
         * @description Ends the sessions of all users, including that of this call. For a `System Administrator` who signed in
         *     within the last 5 minutes.
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
         * @description Changes the password of the caller's local account. Ends all sessions of the caller and opens a fresh one,
         *     whose token is in the header `x-hm-authorization`. Requires a sign-in of the last 5 minutes, except for the
         *     change of a one-time password.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Accounts
         * @description Lists the local accounts by name. For a `System Administrator`.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Add Account
         * @description Adds a local account. Without a password a one-time password is generated and shown in the response, only
         *     once. For a `System Administrator` who signed in within the last 5 minutes.
         */
        post: operations["addAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Account
         * @description Removes a local account and ends its sessions, in one step. For a `System Administrator` who signed in within
         *     the last 5 minutes.
         */
        delete: operations["removeAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set Account State
         * @description Enables or disables a local account. Disabling ends its sessions in the same step. For a `System Administrator`
         *     who signed in within the last 5 minutes.
         */
        put: operations["setAccountState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set Account Roles
         * @description Replaces the roles of a local account. Removing a role ends its sessions in the same step; an added role
         *     takes effect at the next sign-in. For a `System Administrator` who signed in within the last 5 minutes.
         */
        put: operations["setAccountRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Replaces the password of a local account by a one-time password, which the response shows only once, and
         *     ends the sessions of the account in the same step. For a `System Administrator` who signed in within the
         *     last 5 minutes.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock Account
         * @description Removes every lock of a local account that failed sign-ins caused. For a `System Administrator` who signed
         *     in within the last 5 minutes.
         */
        post: operations["unlockAccount"];
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
        /**
         * Get Sign-in Options
         * @description Shows whether sign-ins are enabled, and the authentication types. For all clients: a sign-in page needs it.
         */
        get: operations["getSignInOptions"];
        /**
         * Set Sign-in State
         * @description Enables or disables new sign-ins, for maintenance. Live sessions continue. While they are disabled, sign-ins are
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
    "/audit-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Entries
         * @description Shows entries of the audit trail, newest first. One call searches a bounded part of the trail; `next`
         *     continues the search. For a `System Administrator`.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Status
         * @description Shows how the server is: release, store, certificate, audit trail and nodes. For a `System Administrator`.
         */
        get: operations["getStatus"];
        put?: never;
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
             * @description The password, exactly as the user typed it: every character counts, including spaces and Unicode forms. At
             *     most 1,024 bytes in UTF-8.
             */
            password: string;
        };
        /** @description The response to a sign-in. The token is in the header `x-hm-authorization`, not in the body. */
        SessionCreateResponse: {
            /**
             * @description The sign-in succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
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
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            data: components["schemas"]["SessionData"];
        };
        /** @description The session has ended. Its token is no longer valid. */
        SessionDeleteResponse: {
            /**
             * @description The session was ended by this call.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
        };
        /** @description The password of the caller, exactly as typed. */
        ReauthenticateRequest: {
            /**
             * Format: password
             * @description The current password.
             */
            password: string;
        };
        /** @description The current and the new password of the caller, exactly as typed. */
        PasswordChangeRequest: {
            /**
             * Format: password
             * @description The current password.
             */
            currentPassword: string;
            /**
             * Format: password
             * @description The new password: different from the current one, 15 characters or more, at most 1,024 bytes in UTF-8, and
             *     none of the common ones. There is no rule on kinds of characters.
             */
            newPassword: string;
        };
        /**
         * @description The provider that checks the password: `local`, the accounts of this appliance, or `vsphere`, the single
         *     sign-on of a vCenter.
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
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The page, and the cursor of the next one. */
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
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
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
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The effect of the call. */
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
        /** @description A page of the local accounts, by name. */
        AccountListResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The page, and the cursor of the next one. */
            data: {
                /** @description The accounts of this page, by name. */
                accounts: components["schemas"]["Account"][];
                /** @description Send it as `after` to get the next page. Absent on the last page. */
                next?: string;
            };
        };
        /** @description A new local account. */
        AccountAddRequest: {
            /** @description The name: 1 to 64 letters and digits of any script, with `.`, `_`, `-` and `@` between them. */
            username: string;
            /**
             * Format: password
             * @description The first password: 15 characters or more, at most 1,024 bytes in UTF-8, and none of the common ones. Omit
             *     it to generate a one-time password.
             */
            password?: string;
            /** @description The roles of the account. */
            roles: string[];
        };
        /** @description The result for a local account. */
        AccountResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The account, and other effects of the call. */
            data: {
                account: components["schemas"]["Account"];
                /** @description How many live sessions of the account this call ended. */
                ended: number;
                /**
                 * Format: password
                 * @description The generated password, if there is one. It is shown only once and not stored. It opens one session
                 *     within three days, which must change it.
                 */
                oneTimePassword?: string;
            };
        };
        /** @description Whether an account may sign in. */
        AccountStateRequest: {
            /** @description False to disable the account and end its sessions. */
            enabled: boolean;
        };
        /** @description All roles of the account. */
        AccountRolesRequest: {
            /** @description The roles; all others are removed. */
            roles: string[];
        };
        /** @description The locks of a local account were removed. */
        AccountUnlockedResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The account. */
            data: {
                account: components["schemas"]["Account"];
            };
        };
        /** @description The options of a sign-in. */
        SignInOptionsResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description Whether sign-ins are enabled, and the authentication types. */
            data: {
                /** @description False during maintenance; sign-ins then get 503. */
                open: boolean;
                /** @description The authentication types that are configured. */
                authTypes: components["schemas"]["AuthType"][];
            };
        };
        /** @description Whether sign-ins are enabled. Live sessions are not affected. */
        SignInState: {
            /** @description False during maintenance; sign-ins then get 503. */
            open: boolean;
        };
        /** @description Whether sign-ins are enabled. */
        SignInStateResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            data: components["schemas"]["SignInState"];
        };
        /**
         * Format: int64
         * @description A moment, in milliseconds since 1970-01-01T00:00:00Z.
         */
        Timestamp: number;
        /** @description Entries of the audit trail, newest first. */
        AuditEntryListResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description The entries, and the cursor of older ones. */
            data: {
                /**
                 * @description Whether this server keeps the trail in files. False if it writes the trail to its standard output;
                 *     then there are no entries.
                 */
                kept: boolean;
                /** @description The entries that were found, newest first. */
                entries: components["schemas"]["AuditEntry"][];
                /**
                 * @description Send it as `after` to get older entries. One call searches a bounded part of the trail, so there may
                 *     be fewer entries than requested, or none, although older ones follow. Absent at the end of the trail.
                 */
                next?: string;
            };
        };
        /** @description The status of the server. */
        ServerStatusResponse: {
            /**
             * @description The call succeeded.
             * @constant
             */
            success: true;
            /**
             * @description The request was processed completely.
             * @constant
             */
            completed: true;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            /** @description Release, store, certificate and nodes. */
            data: {
                /** @description The release of the server. */
                release: string;
                /** @description When the server started. */
                startedAt: components["schemas"]["Timestamp"];
                /** @description How long ago that was, in seconds. */
                uptimeSeconds: number;
                /** @description Whether the server accepts requests without restriction: all checks have passed. */
                ready: boolean;
                /** @description What the server checks about itself. */
                checks: {
                    /** @description The subject of the check: `store` responds, its `files` are those that were opened, there is `room` on the disk, the `load` is not too high. */
                    name: string;
                    /** @description Whether the check passed. */
                    passed: boolean;
                }[];
                /** @description How many sessions were live when the store was last swept, at most a minute ago. */
                liveSessions: number;
                signIns: components["schemas"]["SignInState"];
                /** @description The store of sessions and accounts. */
                store: {
                    /** @description The kind of store, such as `sqlite`. */
                    kind: string;
                    /** @description The size of the store on the disk. Absent if it cannot be measured. */
                    sizeBytes?: number;
                };
                /** @description The TLS certificate that the server presents. Absent with plain HTTP. */
                certificate?: {
                    /** @description The SHA-256 of the certificate, in hexadecimal. */
                    fingerprint: string;
                    /** @description When it expires. */
                    expiresAt: components["schemas"]["Timestamp"];
                };
                /** @description The audit trail. */
                audit: {
                    /** @description Whether this server keeps the trail in files, so that it can be read here. */
                    kept: boolean;
                    /** @description How many bytes wait to be written. */
                    queuedBytes: number;
                    /** @description How many events were lost since the start because they could not be written. */
                    lostEvents: number;
                };
                /** @description The processes that serve this API on the same store. */
                nodes: components["schemas"]["ServerNode"][];
            };
        };
        /**
         * @description The version of the response format.
         * @constant
         */
        ApiVersion: "1.0";
        /** @description The user and the life of a session. */
        SessionData: {
            user: components["schemas"]["SessionUser"];
            cloud: components["schemas"]["SessionCloud"];
            /** @description The organizations that the user can act in. */
            organizations: components["schemas"]["SessionOrganization"][];
            session: components["schemas"]["Session"];
            /**
             * @description `true` for the session of a one-time password, which opens only this session. Before the password is
             *     changed, the session can be read, renewed and ended; all other calls are rejected with 403. Absent
             *     otherwise.
             * @constant
             */
            passwordChangeDue?: true;
        };
        /** @description A rejection, or an internal error of the server. */
        SessionErrorResponse: {
            /**
             * @description The request was not processed.
             * @constant
             */
            success: false;
            /**
             * @description The request was not processed.
             * @constant
             */
            completed: false;
            /** @description When the response was created. */
            time: components["schemas"]["Timestamp"];
            version: components["schemas"]["ApiVersion"];
            errorCode?: components["schemas"]["ErrorCode"];
            /** @description The reason, for people. Its wording may change; programs compare `errorCode`. */
            error?: string;
        };
        /** @description A live session and its user. The token is never shown. */
        LiveSession: {
            session: components["schemas"]["Session"];
            user: components["schemas"]["SessionOwner"];
            /** @description Whether it is the session of this call. */
            current: boolean;
        };
        /** @description A local account. Its password is never shown. */
        Account: {
            /**
             * Format: uuid
             * @description The account's id. It stays the same for the life of the account.
             */
            id: string;
            /** @description The name to sign in with. */
            username: string;
            /** @description The roles that new sessions of the account get. */
            roles: string[];
            /** @description Whether the account may sign in. A disabled account has no sessions. */
            enabled: boolean;
            /** @description When the account was added. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When the password was last set or changed. */
            passwordChangedAt: components["schemas"]["Timestamp"];
            /** @description When the password expires. Only a one-time password has it: it opens one session, which must change it. */
            passwordExpiresAt?: components["schemas"]["Timestamp"];
            /**
             * @description The end of the lock after failed sign-ins. Until then even the correct password is rejected, from the
             *     addresses that failed or from every address that the account was not used from before. Absent without a
             *     lock.
             */
            lockedUntil?: components["schemas"]["Timestamp"];
            /** @description Whether it is the account of the caller. */
            current: boolean;
        };
        /** @description An entry of the audit trail. Absent parts are unknown or do not apply. */
        AuditEntry: {
            /** @description When the event was recorded. */
            time: components["schemas"]["Timestamp"];
            /** @description The name of the event, as in the table of the operators' guide. */
            event: string;
            /**
             * @description The severity of the event.
             * @enum {string}
             */
            level: "INFO" | "WARN" | "CRITICAL";
            /**
             * @description The outcome.
             * @enum {string}
             */
            result: "success" | "failure" | "denied";
            /** @description The number of the entry in the chain. Absent when the trail is not chained. */
            sequence?: number;
            /** @description The header `x-transaction-id` of the request. */
            requestId?: string;
            /** @description The user who caused the event. */
            who?: components["schemas"]["AuditSubject"];
            /** @description The user or account that is the target of the event, if it is not `who`. */
            target?: components["schemas"]["AuditSubject"];
            /** @description The address that the request came from. */
            clientAddress?: string;
            /** @description The header `User-Agent` of the request. */
            userAgent?: string;
            /** @description The public id of the session that the event is about. */
            sessionId?: string;
            /** @description The facts of the event, which depend on its name. */
            details: {
                [key: string]: unknown;
            };
        };
        /** @description A process that serves this API on the same store. */
        ServerNode: {
            /** @description The name of the machine. */
            name: string;
            /** @description Whether it is the process that responded. */
            self: boolean;
            /** @description The release of the process. */
            release: string;
            /** @description When it started. */
            startedAt: components["schemas"]["Timestamp"];
            /** @description When it was last known to run. */
            lastSeenAt: components["schemas"]["Timestamp"];
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
             * @description The same value as the header `x-transaction-id` of this response.
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
        /** @description The life of a session. None of its values proves the session; only the token does. */
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
            /** @description When the session ends without further use. */
            idleExpiresAt: components["schemas"]["Timestamp"];
            /** @description When the session ends at the latest. */
            expiresAt: components["schemas"]["Timestamp"];
            /**
             * @description The end of the time in which the sign-in is recent. Afterwards calls that need a recent sign-in get 403
             *     until the caller reauthenticates or signs in again.
             */
            recentUntil?: components["schemas"]["Timestamp"];
        };
        /**
         * @description The reason of a rejection, for programs. Responses with status 429 and 503 have none, because the request
         *     itself is valid.
         * @enum {string}
         */
        ErrorCode: "BAD_REQUEST" | "INVALID_CREDENTIALS" | "NOT_ENOUGH_PRIVILEGES" | "INVALID_SESSION_TOKEN" | "INTERNAL_SERVER_ERROR";
        /** @description The user of a session. The same name with another authentication type is another user. */
        SessionOwner: {
            authType: components["schemas"]["AuthType"];
            /** @description The name as the user signed in with it. */
            username: string;
            /** @description The roles of the session. */
            roles: string[];
        };
        /** @description A user, an account, or the system itself in the audit trail. */
        AuditSubject: {
            /** @description The authentication type of the user, or `system`. */
            provider: string;
            /** @description The name as it was given. */
            username: string;
            /** @description The name inside the provider. Absent when the name is not authenticated. */
            subject?: string;
        };
    };
    responses: {
        /**
         * @description The sign-in request does not conform to the contract. The text names the field and the violation. No account
         *     was looked up: a malformed request reveals nothing about accounts.
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
         * @description The credentials were rejected. An unknown name, a wrong password, and an account that is locked or disabled
         *     get the same response.
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
        /** @description The credentials are correct, but the account has no role on this appliance. No session was opened. */
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
        /** @description The server failed. The request was valid; `x-transaction-id` finds the cause in the log. */
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
        /** @description The session store or another part that the request needs does not respond. No request is accepted without it. */
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
         * @description The request is ambiguous or malformed: a header that must be sent once was repeated, two credentials differ,
         *     or the path is malformed.
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
         * @description No token was sent, or the token belongs to no live session. Unknown, malformed, expired and ended tokens get
         *     the same response.
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
        /**
         * @description No token was sent, or the token belongs to no live session. Unknown, malformed, expired and ended tokens get
         *     the same response.
         */
        NoSessionToEnd: {
            headers: {
                "cache-control": components["headers"]["CacheControl"];
                "x-transaction-id": components["headers"]["TransactionId"];
                "x-content-type-options": components["headers"]["ContentTypeOptions"];
                "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                "www-authenticate": components["headers"]["WwwAuthenticate"];
                /**
                 * @description Removes the cookie of a browser. Sent when the call came with the header `x-gatehouse-session`, also when the
                 *     session had ended before.
                 */
                "set-cookie"?: "__Host-gatehouse=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict";
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
        /**
         * @description The account has no role on this appliance, or the sign-in does not come from a page of this server with the
         *     header `x-gatehouse-session`. No session was opened.
         */
        BrowserSignInRefused: {
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
        /** @description The body does not conform to the contract, or the request is ambiguous. */
        InvalidReauthentication: {
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
        /** @description The password was not confirmed. The session stays live. */
        ReauthenticationRefused: {
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
         * @description The request does not conform to the contract, or the new password is not acceptable. The text names the
         *     remedy.
         */
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
         * @description The password was not changed: the sign-in is too long ago, the current password is wrong, or another system
         *     keeps the account's password. The session stays live.
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
        /** @description A parameter does not conform to the contract, or the request is ambiguous. */
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
        /** @description The call requires a `System Administrator`, and the caller is none, or must change a one-time password first. */
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
        /**
         * @description The session was opened with a one-time password, which must be changed first. Or a browser sent the call from
         *     a page of another site, or claims to be a page of this server and is not. Clients that send the token in a
         *     header, and no `sec-fetch-site`, never get this response.
         */
        NeedsChangedPassword: {
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
        /** @description The call requires a sign-in of the last 5 minutes, with a permanent password. */
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
        /** @description The body does not conform to the contract, or the request is ambiguous. */
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
        /** @description The call requires a `System Administrator` who signed in within the last 5 minutes, with a permanent password. */
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
        /**
         * @description The request does not conform to the contract, or name, roles or password are not acceptable. The text names
         *     the remedy.
         */
        AccountNotAcceptable: {
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
        /** @description The name belongs to another account already. */
        AccountExists: {
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
        /** @description Too many passwords are being checked or hashed. Nothing was changed. */
        HashingBusy: {
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
        /** @description The id is no UUID, or the request is ambiguous. */
        InvalidAccountId: {
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
        /** @description There is no local account with this id. */
        UnknownAccount: {
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
        /** @description The account is the last enabled one with the role `System Administrator`. Nothing was changed. */
        LastAdministrator: {
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
        /** @description The request does not conform to the contract, or is ambiguous. */
        InvalidAccountState: {
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
        /** @description The request does not conform to the contract, or a role is not acceptable. The text names the remedy. */
        RolesNotAcceptable: {
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
        /** @description A header that must be sent once was sent twice. */
        RepeatedHeader: {
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
        /** @description The body does not conform to the contract, or the request is ambiguous. */
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
        /** @description The response to `OPTIONS`: `Allow` lists the methods of the path. Pages of other origins get no permission. */
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
        /**
         * @description The request is no HTTP/1.1, its framing is ambiguous, or a header that must be sent once was repeated. If it
         *     is unreadable, the connection is closed.
         */
        UnreadableRequest: {
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
        /** @description The path is unknown. */
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
        /** @description The path exists, but does not allow the method. `Allow` lists the methods that it allows. */
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
        /** @description The headers did not arrive within 10 seconds, or the body within 15. The connection is closed. */
        RequestTimeout: {
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
        /** @description The chunks of the body have extensions of more than 16 KiB. The connection is closed. */
        ChunkExtensionsTooLarge: {
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
        /** @description The target and the headers have more than 16 KiB. The connection is closed. */
        HeadersTooLarge: {
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
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Always `no-store`. Browsers and proxies must not store responses of this service. */
        CacheControl: "no-store";
        /**
         * @description A UUID created for this request. The server's log has it in every line about the request, so quote it when you
         *     report a problem. After a sign-in or a session check it equals `data.user.transactionId`.
         */
        TransactionId: string;
        /** @description Always `nosniff`. Browsers must use the media type as sent. */
        ContentTypeOptions: "nosniff";
        /** @description Allows no content to be loaded and no page to frame the response. */
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
         * @description The session token of a browser, in a cookie that no script can read, that is sent to this server only, and only by
         *     its own pages.
         */
        SetCookie: string;
        /**
         * @description The challenge (RFC 9110, section 11.6.1). It names the `Bearer` scheme; when a token was sent and rejected it
         *     adds `error="invalid_token"` (RFC 6750, section 3.1), the same for every reason that a token is rejected.
         */
        WwwAuthenticate: string;
        /** @description Seconds to wait before a retry of the same request (RFC 9110, section 10.2.3). */
        RetryAfter: number;
        /** @description The methods that this path responds to (RFC 9110, section 10.2.1). */
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
                    /**
                     * @description Removes the cookie of a browser. Sent when the call came with the header `x-gatehouse-session`, also when the
                     *     session had ended before.
                     */
                    "set-cookie"?: "__Host-gatehouse=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDeleteResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NoSessionToEnd"];
            500: components["responses"]["LogoutFailed"];
        };
    };
    createBrowserSession: {
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
            /** @description Signed in. The session is live, and the cookie is set. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    "set-cookie": components["headers"]["SetCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionCreateResponse"];
                };
            };
            400: components["responses"]["SignInBadRequest"];
            401: components["responses"]["InvalidCredentials"];
            403: components["responses"]["BrowserSignInRefused"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticateRequest"];
            };
        };
        responses: {
            /** @description Confirmed. The fresh token is in the cookie. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    "set-cookie": components["headers"]["SetCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionCreateResponse"];
                };
            };
            400: components["responses"]["InvalidReauthentication"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["ReauthenticationRefused"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changeBrowserPassword: {
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
            /** @description The password was changed. The old token is no longer valid. */
            200: {
                headers: {
                    "cache-control": components["headers"]["CacheControl"];
                    "x-transaction-id": components["headers"]["TransactionId"];
                    "x-content-type-options": components["headers"]["ContentTypeOptions"];
                    "content-security-policy": components["headers"]["ContentSecurityPolicy"];
                    "strict-transport-security": components["headers"]["StrictTransportSecurity"];
                    "set-cookie": components["headers"]["SetCookie"];
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
    listSessions: {
        parameters: {
            query?: {
                /** @description Whose sessions to list. */
                scope?: "own" | "all";
                /** @description The maximum number of sessions on a page. */
                limit?: number;
                /** @description The value of `next` of the previous page. */
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
            403: components["responses"]["NeedsChangedPassword"];
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
            /** @description The password was changed. The old token is no longer valid. */
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
    listAccounts: {
        parameters: {
            query?: {
                /** @description The maximum number of accounts on a page. */
                limit?: number;
                /** @description The value of `next` of the previous page. */
                after?: string;
                /** @description Only accounts with this text in their name, in any case. */
                username?: string;
                /** @description Only accounts with this role. */
                role?: string;
                /** @description Only enabled or only disabled accounts. */
                enabled?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the local accounts. */
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
                    "application/json": components["schemas"]["AccountListResponse"];
                };
            };
            400: components["responses"]["InvalidCall"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsAdministrator"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    addAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountAddRequest"];
            };
        };
        responses: {
            /** @description The account was added. */
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
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            400: components["responses"]["AccountNotAcceptable"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            409: components["responses"]["AccountExists"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["HashingBusy"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account was removed. */
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
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            400: components["responses"]["InvalidAccountId"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            404: components["responses"]["UnknownAccount"];
            409: components["responses"]["LastAdministrator"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setAccountState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountStateRequest"];
            };
        };
        responses: {
            /** @description The account has the requested state. */
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
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            400: components["responses"]["InvalidAccountState"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            404: components["responses"]["UnknownAccount"];
            409: components["responses"]["LastAdministrator"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setAccountRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountRolesRequest"];
            };
        };
        responses: {
            /** @description The account has the requested roles. */
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
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            400: components["responses"]["RolesNotAcceptable"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            404: components["responses"]["UnknownAccount"];
            409: components["responses"]["LastAdministrator"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The old password is no longer valid. */
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
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
            400: components["responses"]["InvalidAccountId"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            404: components["responses"]["UnknownAccount"];
            429: components["responses"]["HashingBusy"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unlockAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a local account, as the list shows it. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account has no lock. */
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
                    "application/json": components["schemas"]["AccountUnlockedResponse"];
                };
            };
            400: components["responses"]["InvalidAccountId"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsRecentAdministrator"];
            404: components["responses"]["UnknownAccount"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSignInOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The options of a sign-in. */
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
                    "application/json": components["schemas"]["SignInOptionsResponse"];
                };
            };
            400: components["responses"]["RepeatedHeader"];
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
            /** @description The state of sign-ins is as requested. */
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
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description The maximum number of entries. */
                limit?: number;
                /** @description The value of `next` of the previous call. */
                after?: string;
                /**
                 * @description `trail` is the audit trail; `rejections` has the rejections beyond their share of it, such as failed
                 *     sign-ins of a flood.
                 */
                part?: "trail" | "rejections";
                /** @description Only entries of this event. */
                event?: string;
                /** @description Only entries whose user or target has this name. */
                username?: string;
                /** @description Only entries with this outcome. */
                result?: "success" | "failure" | "denied";
                /** @description Only entries of this moment or later, in milliseconds since 1970-01-01T00:00:00Z. */
                from?: components["schemas"]["Timestamp"];
                /** @description Only entries of this moment or earlier, in milliseconds since 1970-01-01T00:00:00Z. */
                until?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries of the audit trail. */
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
                    "application/json": components["schemas"]["AuditEntryListResponse"];
                };
            };
            400: components["responses"]["InvalidCall"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsAdministrator"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status of the server. */
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
                    "application/json": components["schemas"]["ServerStatusResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NoActiveSession"];
            403: components["responses"]["NeedsAdministrator"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
