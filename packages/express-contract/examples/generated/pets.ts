// Generated from pets.yaml by `npm run generate:fixtures`. Do not edit.

export interface paths {
    "/pets/{petId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["putPet"];
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
        Pet: {
            id: number;
            name: string;
        };
    };
    responses: {
        /** @description Not done, and why. */
        Problem: {
            headers: {
                allow?: string;
                "www-authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: string;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    putPet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                petId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The pet as it is now. */
            200: {
                headers: {
                    "x-revision": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pet"];
                };
            };
            500: components["responses"]["Problem"];
            "4XX": components["responses"]["Problem"];
        };
    };
}
