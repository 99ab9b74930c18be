/* Generated from the OpenAPI document of the console by `npm run generate`. */
export interface paths {
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends the browser to the provider that signs people in
         * @description Only where OIDC_ISSUER is set. What is known of this way is in a sealed cookie, for ten minutes.
         */
        get: {
            parameters: {
                query: {
                    /** @description The provider asks who it is, even where it knows: for whoever came as the wrong one */
                    choose: boolean;
                    /** @description The page to come back to: a path of the console */
                    returnTo?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where the browser goes on */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the provider sends the browser back to
         * @description Opens a session, or goes to `/?signInError=`, which is one of expired, refused, providerAway, noRole, failed.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where the browser goes on */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in as one of the demo’s people
         * @description Only where PASSBACK_DEMO is set. The session is in the cookie that comes back.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        personId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description For whom the person acts; null: for nobody */
                            acting: {
                                districtId: string;
                                /** @description The teacher, by Otus */
                                userId: string;
                            } | null;
                            /** @description To be sent as `x-csrf-token` with everything that is not a GET or HEAD */
                            csrf: string;
                            /** @description By district id; of an operator all */
                            districts: {
                                districtId: string;
                                name: string;
                                /** @enum {unknown} */
                                role: "teacher" | "viewer" | "admin" | "operator";
                                /** @description By which ids units are a teacher’s; null for everybody else */
                                teacher: {
                                    otusUserIds: string[];
                                    sisTeacherIds: string[];
                                } | null;
                                timeZone: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            expiresAt: string;
                            /** @description The session was opened without any proof of who it is */
                            isDemo: boolean;
                            /** @description False while they act for a teacher */
                            isOperator: boolean;
                            person: {
                                name: string;
                                personId: string;
                                /** @description As what the person stands in the log of commands */
                                shown: string;
                            };
                            /** @enum {boolean} */
                            signedIn: true;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No such person, or this is not a demo */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session
         * @description Needs `x-csrf-token` as every command of a person does. Without a session nothing is done.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Where the browser has to go to be signed out there too; null where there is no such place */
                            providerSignOutUrl: string | null;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages that were put aside, the newest first
         * @description Of all districts; for operators who are signed in, and for no token. Of a payload only ids of districts, sections and units and the names of its fields are shown: no student, and no points.
         */
        get: {
            parameters: {
                query: {
                    /** @description Of the page before */
                    cursor?: string;
                    limit: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of all that are gone through */
                            counts: {
                                dismissed: number;
                                replayed: number;
                                waiting: number;
                            };
                            /** @description Null on the last page */
                            cursor: string | null;
                            items: {
                                /**
                                 * Format: date-time
                                 * @description When its message was written; UTC
                                 */
                                at: string | null;
                                bytes: number;
                                /** @description The code in words */
                                cause: string;
                                /** @description Why it was put aside: UNDECODABLE · UNKNOWN_VALUE · UNKNOWN_DISTRICT · INVARIANT_BROKEN · NOT_EVALUABLE · OTHER */
                                code: string;
                                districtId: string | null;
                                /** @description Names of the fields that it has, without what stands in them; none where it cannot be decoded */
                                fields: string[];
                                /** @description `topic/partition/offset` of the letter itself */
                                id: string;
                                /** @description What somebody did with it */
                                mark: {
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    at: string;
                                    /** @description `person:` and 12 hex digits */
                                    by: string;
                                    /** @description Of a dismissal */
                                    reason: string | null;
                                } | null;
                                /**
                                 * @description What a replay finds: only what is `readable` is given back
                                 * @enum {unknown}
                                 */
                                outlook: "readable" | "overtaken" | "repeated" | "unreadable" | "unknownDistrict" | "foreign";
                                /** @description Type and version of its message */
                                schema: string | null;
                                sectionAssessmentId: string | null;
                                /** @description Of the SIS */
                                sectionId: string | null;
                                /**
                                 * @description `replayed`: taken in, or overtaken by what came later
                                 * @enum {unknown}
                                 */
                                state: "waiting" | "replayed" | "dismissed";
                                /** @description The topic that it was put aside from */
                                topic: string;
                                /** @description Of the request that brought it */
                                traceId: string | null;
                            }[];
                            /** @description There are more than are gone through; the oldest are left out */
                            truncated: boolean;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts dead letters away for good, with a reason
         * @description For operators who are signed in. What is dismissed is not replayed, whoever asks.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                        /** @description Is kept and shown: without anything about students */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description What came of each */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            results: {
                                id: string;
                                /**
                                 * @description `already`: replayed, overtaken or dismissed before
                                 * @enum {unknown}
                                 */
                                outcome: "done" | "already" | "notReadable" | "unknown";
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives dead letters back to their topic, those that can be read now
         * @description For operators who are signed in. Doing it again changes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
            responses: {
                /** @description What came of each */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            results: {
                                id: string;
                                /**
                                 * @description `already`: replayed, overtaken or dismissed before
                                 * @enum {unknown}
                                 */
                                outcome: "done" | "already" | "notReadable" | "unknown";
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The districts that the caller may see */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By district id */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                districtId: string;
                                name: string;
                                /**
                                 * Format: date-time
                                 * @description When the next night of the district begins, in UTC; null while it is paused
                                 */
                                nextNightAt: string | null;
                                nightlyRunAt: string;
                                paused: boolean;
                                timeZone: string;
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of the district
         * @description What comes back can be sent back by a PUT. The `ETag` is their version.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The settings; no secret, tokens shortened */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Assessment type in Otus → category in PowerSchool
                             * @default {}
                             */
                            categories: {
                                [key: string]: string;
                            };
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            changedAt: string;
                            /** @description `file`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                            changedBy: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                            /** @description Keys in which what a person set stands against the file of districts; the operator ends that with `overrule` there */
                            differsFromFile?: string[];
                            districtId?: string;
                            /**
                             * Format: date
                             * @default null
                             */
                            effectiveDate: string | null;
                            /**
                             * @description Used instead of PowerSchool's terms where it is not null
                             * @default null
                             */
                            gradingPeriods: {
                                /**
                                 * Format: date
                                 * @description Inclusive
                                 */
                                end: string;
                                /** Format: name */
                                name: string;
                                /** Format: words */
                                schoolId: string;
                                /** Format: date */
                                start: string;
                            }[] | null;
                            /** Format: name */
                            name: string;
                            /**
                             * Format: date-time
                             * @description When the next night of the district begins, in UTC; null while it is paused
                             */
                            nextNightAt: string | null;
                            /** @default 01:00 */
                            nightlyRunAt: string;
                            /** @description Who is told what of the district; left out, or null: nobody */
                            notifications?: {
                                /**
                                 * @description Who is told when a night failed, is late, or something holds a whole school or district
                                 * @default []
                                 */
                                admins: string[];
                                /**
                                 * @default en
                                 * @enum {unknown}
                                 */
                                language: "en" | "es";
                                /**
                                 * @description A night that is not finished by then is late
                                 * @default 07:00
                                 */
                                morningBy: string;
                                /** @default [] */
                                quietDays: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                                /**
                                 * @description When nothing is sent, by the district's clock; over midnight where `to` is earlier; null: never
                                 * @default {
                                 *       "from": "20:00",
                                 *       "to": "06:00"
                                 *     }
                                 */
                                quietHours: {
                                    from: string;
                                    to: string;
                                } | null;
                                /**
                                 * @description Teachers are told in the morning of what they can do something about; needs their addresses in the staff
                                 * @default false
                                 */
                                teacherDigest: boolean;
                                /** @default [] */
                                webhooks: {
                                    /**
                                     * Format: webhook-secret
                                     * @description By which the receiver knows that it is from here (Standard Webhooks): `whsec_` and base64 of 16 bytes at least, or any text; left out, the one that is stored for this URL stays. It never comes back
                                     */
                                    secret?: string;
                                    /** @description Read only */
                                    readonly secretSet?: unknown;
                                    /**
                                     * @default json
                                     * @enum {unknown}
                                     */
                                    shape: "json" | "slack" | "teams";
                                    /** Format: webhook-url */
                                    url: string;
                                }[];
                            } | null;
                            /** @default false */
                            pastDueAsZero: boolean;
                            /** @default false */
                            paused: boolean;
                            powerschool: {
                                /** Format: base-url */
                                baseUrl: string;
                                /** Format: name */
                                clientId: string;
                                /**
                                 * Format: secret
                                 * @description The secret itself; left out, the one that is stored stays, unless connector, baseUrl or clientId change. It never comes back
                                 */
                                clientSecret?: string;
                                /** @description Read only */
                                readonly clientSecretSet?: unknown;
                                /** @default 4 */
                                concurrency: number;
                                /** @enum {unknown} */
                                connector: "xte" | "oneroster";
                                /** @default 50 */
                                maxTitleLength: number;
                                /** @default 0 */
                                minIntervalMs: number;
                                oneroster?: {
                                    basePath?: string;
                                    ids?: {
                                        /** @description As SEC-{id} */
                                        class?: string;
                                        /** @description As SEC-{id} */
                                        school?: string;
                                        /** @description As SEC-{id} */
                                        student?: string;
                                        /** @description As SEC-{id} */
                                        teacher?: string;
                                        /** @description As SEC-{id} */
                                        term?: string;
                                    };
                                    readBasePath?: string;
                                };
                                terms?: {
                                    /**
                                     * @description On a day between two grading periods: nothing is sent, or the larger term that goes on counts
                                     * @enum {unknown}
                                     */
                                    betweenPeriods?: "hold" | "largerTerm";
                                    /** @description How often schools post grades in a year; left out, it is found from their terms */
                                    gradingPeriodsPerYear?: number;
                                };
                                /** @default 15000 */
                                timeoutMs: number;
                                xte?: {
                                    /** @enum {unknown} */
                                    scoreSource?: "auto" | "table" | "assignmentScore" | "none";
                                };
                            };
                            /** @description A staff list that would have lost too many people; the list before it stays until it is confirmed */
                            staffRefused?: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                heldPeople: number;
                                people: number;
                                revision: number;
                            };
                            /**
                             * Format: time-zone
                             * @example America/Chicago
                             */
                            timeZone: string;
                            /** @description Left out, the ones that are stored stay */
                            tokens?: {
                                /** @description Read only */
                                readonly createdAt?: unknown;
                                /** @description Read only */
                                readonly createdBy?: unknown;
                                /**
                                 * Format: instant
                                 * @description From then on it is not known any more
                                 */
                                expiresAt?: string;
                                /**
                                 * Format: label
                                 * @description What it is for, in words
                                 */
                                label?: string;
                                /** @description Read only */
                                readonly lastUsedAt?: unknown;
                                /** @description Read only */
                                readonly prefix?: unknown;
                                roles: ("otus" | "admin" | "viewer")[];
                                /** @description SHA-256 of the token in hex; of one that is stored already the first 12 digits, as a GET shows them, will do */
                                sha256: string;
                            }[];
                            version: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        /**
         * Replaces the settings of the district
         * @description What is left out gets its default, but `powerschool.clientSecret` and `tokens` stay as they are stored. Who changes connector, base URL or client has to give the secret anew. With `If-Match` and the `ETag` of a GET, 409 when somebody else changed them meanwhile. Units are decided anew right after. What is set here stands when the file of districts is read again. With `dryRun=true` all of it is looked through and nothing is stored: the answer has the settings as they would be, with their next night, and the version, and who changed it when, that are stored now.
         */
        put: {
            parameters: {
                query?: {
                    /** @description Only says what is wrong, or how it would be; false: stores */
                    dryRun?: boolean;
                };
                header?: {
                    /** @description The version that is replaced */
                    "if-match"?: string;
                };
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Assessment type in Otus → category in PowerSchool
                         * @default {}
                         */
                        categories?: {
                            [key: string]: string;
                        };
                        /** @description Read only */
                        readonly changedAt?: unknown;
                        /** @description Read only */
                        readonly changedBy?: unknown;
                        /** @description Read only */
                        readonly createdAt?: unknown;
                        /** @description Read only */
                        readonly differsFromFile?: unknown;
                        districtId?: string;
                        /**
                         * Format: date
                         * @default null
                         */
                        effectiveDate?: string | null;
                        /**
                         * @description Used instead of PowerSchool's terms where it is not null
                         * @default null
                         */
                        gradingPeriods?: {
                            /**
                             * Format: date
                             * @description Inclusive
                             */
                            end: string;
                            /** Format: name */
                            name: string;
                            /** Format: words */
                            schoolId: string;
                            /** Format: date */
                            start: string;
                        }[] | null;
                        /** Format: name */
                        name: string;
                        /** @description Read only */
                        readonly nextNightAt?: unknown;
                        /** @default 01:00 */
                        nightlyRunAt?: string;
                        /** @description Who is told what of the district; left out, or null: nobody */
                        notifications?: {
                            /**
                             * @description Who is told when a night failed, is late, or something holds a whole school or district
                             * @default []
                             */
                            admins?: string[];
                            /**
                             * @default en
                             * @enum {unknown}
                             */
                            language?: "en" | "es";
                            /**
                             * @description A night that is not finished by then is late
                             * @default 07:00
                             */
                            morningBy?: string;
                            /** @default [] */
                            quietDays?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                            /**
                             * @description When nothing is sent, by the district's clock; over midnight where `to` is earlier; null: never
                             * @default {
                             *       "from": "20:00",
                             *       "to": "06:00"
                             *     }
                             */
                            quietHours?: {
                                from: string;
                                to: string;
                            } | null;
                            /**
                             * @description Teachers are told in the morning of what they can do something about; needs their addresses in the staff
                             * @default false
                             */
                            teacherDigest?: boolean;
                            /** @default [] */
                            webhooks?: {
                                /**
                                 * Format: webhook-secret
                                 * @description By which the receiver knows that it is from here (Standard Webhooks): `whsec_` and base64 of 16 bytes at least, or any text; left out, the one that is stored for this URL stays. It never comes back
                                 */
                                secret?: string;
                                /** @description Read only */
                                readonly secretSet?: unknown;
                                /**
                                 * @default json
                                 * @enum {unknown}
                                 */
                                shape?: "json" | "slack" | "teams";
                                /** Format: webhook-url */
                                url: string;
                            }[];
                        } | null;
                        /** @default false */
                        pastDueAsZero?: boolean;
                        /** @default false */
                        paused?: boolean;
                        powerschool: {
                            /** Format: base-url */
                            baseUrl: string;
                            /** Format: name */
                            clientId: string;
                            /**
                             * Format: secret
                             * @description The secret itself; left out, the one that is stored stays, unless connector, baseUrl or clientId change. It never comes back
                             */
                            clientSecret?: string;
                            /** @description Read only */
                            readonly clientSecretSet?: unknown;
                            /** @default 4 */
                            concurrency?: number;
                            /** @enum {unknown} */
                            connector: "xte" | "oneroster";
                            /** @default 50 */
                            maxTitleLength?: number;
                            /** @default 0 */
                            minIntervalMs?: number;
                            oneroster?: {
                                basePath?: string;
                                ids?: {
                                    /** @description As SEC-{id} */
                                    class?: string;
                                    /** @description As SEC-{id} */
                                    school?: string;
                                    /** @description As SEC-{id} */
                                    student?: string;
                                    /** @description As SEC-{id} */
                                    teacher?: string;
                                    /** @description As SEC-{id} */
                                    term?: string;
                                };
                                readBasePath?: string;
                            };
                            terms?: {
                                /**
                                 * @description On a day between two grading periods: nothing is sent, or the larger term that goes on counts
                                 * @enum {unknown}
                                 */
                                betweenPeriods?: "hold" | "largerTerm";
                                /** @description How often schools post grades in a year; left out, it is found from their terms */
                                gradingPeriodsPerYear?: number;
                            };
                            /** @default 15000 */
                            timeoutMs?: number;
                            xte?: {
                                /** @enum {unknown} */
                                scoreSource?: "auto" | "table" | "assignmentScore" | "none";
                            };
                        };
                        /** @description Read only */
                        readonly staffRefused?: unknown;
                        /**
                         * Format: time-zone
                         * @example America/Chicago
                         */
                        timeZone: string;
                        /** @description Left out, the ones that are stored stay */
                        tokens?: {
                            /** @description Read only */
                            readonly createdAt?: unknown;
                            /** @description Read only */
                            readonly createdBy?: unknown;
                            /**
                             * Format: instant
                             * @description From then on it is not known any more
                             */
                            expiresAt?: string;
                            /**
                             * Format: label
                             * @description What it is for, in words
                             */
                            label?: string;
                            /** @description Read only */
                            readonly lastUsedAt?: unknown;
                            /** @description Read only */
                            readonly prefix?: unknown;
                            roles: ("otus" | "admin" | "viewer")[];
                            /** @description SHA-256 of the token in hex; of one that is stored already the first 12 digits, as a GET shows them, will do */
                            sha256: string;
                        }[];
                        /** @description Read only */
                        readonly version?: unknown;
                    };
                };
            };
            responses: {
                /** @description The settings; no secret, tokens shortened */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Assessment type in Otus → category in PowerSchool
                             * @default {}
                             */
                            categories: {
                                [key: string]: string;
                            };
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            changedAt: string;
                            /** @description `file`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                            changedBy: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                            /** @description Keys in which what a person set stands against the file of districts; the operator ends that with `overrule` there */
                            differsFromFile?: string[];
                            districtId?: string;
                            /**
                             * Format: date
                             * @default null
                             */
                            effectiveDate: string | null;
                            /**
                             * @description Used instead of PowerSchool's terms where it is not null
                             * @default null
                             */
                            gradingPeriods: {
                                /**
                                 * Format: date
                                 * @description Inclusive
                                 */
                                end: string;
                                /** Format: name */
                                name: string;
                                /** Format: words */
                                schoolId: string;
                                /** Format: date */
                                start: string;
                            }[] | null;
                            /** Format: name */
                            name: string;
                            /**
                             * Format: date-time
                             * @description When the next night of the district begins, in UTC; null while it is paused
                             */
                            nextNightAt: string | null;
                            /** @default 01:00 */
                            nightlyRunAt: string;
                            /** @description Who is told what of the district; left out, or null: nobody */
                            notifications?: {
                                /**
                                 * @description Who is told when a night failed, is late, or something holds a whole school or district
                                 * @default []
                                 */
                                admins: string[];
                                /**
                                 * @default en
                                 * @enum {unknown}
                                 */
                                language: "en" | "es";
                                /**
                                 * @description A night that is not finished by then is late
                                 * @default 07:00
                                 */
                                morningBy: string;
                                /** @default [] */
                                quietDays: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                                /**
                                 * @description When nothing is sent, by the district's clock; over midnight where `to` is earlier; null: never
                                 * @default {
                                 *       "from": "20:00",
                                 *       "to": "06:00"
                                 *     }
                                 */
                                quietHours: {
                                    from: string;
                                    to: string;
                                } | null;
                                /**
                                 * @description Teachers are told in the morning of what they can do something about; needs their addresses in the staff
                                 * @default false
                                 */
                                teacherDigest: boolean;
                                /** @default [] */
                                webhooks: {
                                    /**
                                     * Format: webhook-secret
                                     * @description By which the receiver knows that it is from here (Standard Webhooks): `whsec_` and base64 of 16 bytes at least, or any text; left out, the one that is stored for this URL stays. It never comes back
                                     */
                                    secret?: string;
                                    /** @description Read only */
                                    readonly secretSet?: unknown;
                                    /**
                                     * @default json
                                     * @enum {unknown}
                                     */
                                    shape: "json" | "slack" | "teams";
                                    /** Format: webhook-url */
                                    url: string;
                                }[];
                            } | null;
                            /** @default false */
                            pastDueAsZero: boolean;
                            /** @default false */
                            paused: boolean;
                            powerschool: {
                                /** Format: base-url */
                                baseUrl: string;
                                /** Format: name */
                                clientId: string;
                                /**
                                 * Format: secret
                                 * @description The secret itself; left out, the one that is stored stays, unless connector, baseUrl or clientId change. It never comes back
                                 */
                                clientSecret?: string;
                                /** @description Read only */
                                readonly clientSecretSet?: unknown;
                                /** @default 4 */
                                concurrency: number;
                                /** @enum {unknown} */
                                connector: "xte" | "oneroster";
                                /** @default 50 */
                                maxTitleLength: number;
                                /** @default 0 */
                                minIntervalMs: number;
                                oneroster?: {
                                    basePath?: string;
                                    ids?: {
                                        /** @description As SEC-{id} */
                                        class?: string;
                                        /** @description As SEC-{id} */
                                        school?: string;
                                        /** @description As SEC-{id} */
                                        student?: string;
                                        /** @description As SEC-{id} */
                                        teacher?: string;
                                        /** @description As SEC-{id} */
                                        term?: string;
                                    };
                                    readBasePath?: string;
                                };
                                terms?: {
                                    /**
                                     * @description On a day between two grading periods: nothing is sent, or the larger term that goes on counts
                                     * @enum {unknown}
                                     */
                                    betweenPeriods?: "hold" | "largerTerm";
                                    /** @description How often schools post grades in a year; left out, it is found from their terms */
                                    gradingPeriodsPerYear?: number;
                                };
                                /** @default 15000 */
                                timeoutMs: number;
                                xte?: {
                                    /** @enum {unknown} */
                                    scoreSource?: "auto" | "table" | "assignmentScore" | "none";
                                };
                            };
                            /** @description A staff list that would have lost too many people; the list before it stays until it is confirmed */
                            staffRefused?: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                heldPeople: number;
                                people: number;
                                revision: number;
                            };
                            /**
                             * Format: time-zone
                             * @example America/Chicago
                             */
                            timeZone: string;
                            /** @description Left out, the ones that are stored stay */
                            tokens?: {
                                /** @description Read only */
                                readonly createdAt?: unknown;
                                /** @description Read only */
                                readonly createdBy?: unknown;
                                /**
                                 * Format: instant
                                 * @description From then on it is not known any more
                                 */
                                expiresAt?: string;
                                /**
                                 * Format: label
                                 * @description What it is for, in words
                                 */
                                label?: string;
                                /** @description Read only */
                                readonly lastUsedAt?: unknown;
                                /** @description Read only */
                                readonly prefix?: unknown;
                                roles: ("otus" | "admin" | "viewer")[];
                                /** @description SHA-256 of the token in hex; of one that is stored already the first 12 digits, as a GET shows them, will do */
                                sha256: string;
                            }[];
                            version: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The settings have another version than `If-Match` says: `version`, `changedAt` and `changedBy` are of what is stored */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/acting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acts for a teacher from now on, or for nobody
         * @description Until it is ended, the person is in this district what the teacher is, and what they command is in the audit log as theirs, for the teacher. For people who are signed in, of whom their own role counts.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The teacher, by Otus; null ends it */
                        userId: string | null;
                    };
                };
            };
            responses: {
                /** @description For whom the person acts now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            acting: {
                                districtId: string;
                                userId: string;
                            } | null;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who commanded what, newest first
         * @description Every run, redrive, repair, reconciliation, connection check, change of settings or tokens, beginning and end of acting for a teacher, replay or dismissal of dead letters, and letting messages go to an address again, written before it takes effect. Of secrets it says only that they changed. What was refused before it was a command (400, 401, 403, 409) is not in it; nor is a dry run of settings.
         */
        get: {
            parameters: {
                query: {
                    /** @description Of the page before */
                    cursor?: string;
                    /** @description csv: one file of at most 50000 entries, whatever the limit */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                    limit: number;
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null on the last page */
                            cursor: string | null;
                            items: {
                                /** @description The teacher, by Otus, for whom it was done; left out: for nobody else */
                                actingFor?: string;
                                asked: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                by: {
                                    label: string | null;
                                    roles: string[];
                                    /** @description `file`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                                    token: string;
                                };
                                changes: ({
                                    after: unknown;
                                    before: unknown;
                                    key: string;
                                } & {
                                    [key: string]: unknown;
                                })[];
                                /** @enum {unknown} */
                                command: "run" | "redrive" | "repair" | "rebase" | "settings" | "reconcile" | "connectionCheck" | "export" | "deletion" | "replayLetters" | "dismissLetters" | "acting" | "resumeMessages";
                                entryId: string;
                                /** @description What came of it. Null: it goes on, or how it ended could not be recorded */
                                outcome: {
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    at: string;
                                    ok: boolean;
                                    result: {
                                        [key: string]: unknown;
                                    };
                                    /** @description As HTTP said it */
                                    status: number;
                                } | null;
                                traceId: string | null;
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed which settings, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description csv: one file of the same changes */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The last 100 changes; values are not kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                /** @description `file`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                                by: string;
                                keys: string[];
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/connection-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tests credentials, access, terms and each teacher’s categories; writes nothing */
        post: {
            parameters: {
                query?: {
                    /** @description csv: one file of a row a check */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was tested */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checks: {
                                /** @description Null where it is of no one category */
                                category: string | null;
                                /** @enum {unknown} */
                                check: "credentials" | "fieldAccess" | "terms" | "category";
                                /**
                                 * @description Null where all is well
                                 * @enum {unknown|null}
                                 */
                                code: "ASSIGNER_NOT_IN_GROUP" | "ASSIGNER_NOT_IN_SIS" | "NOT_POINTS_SCALE" | "NOT_IN_FINAL_GRADE" | "TOTAL_NOT_WHOLE" | "TOTAL_OUT_OF_RANGE" | "DUE_DATE_OUTSIDE_PERIOD" | "NO_CURRENT_GRADING_PERIOD" | "GRADING_PERIOD_UNKNOWN" | "CATEGORY_NOT_MAPPED" | "CATEGORY_INACTIVE" | "BEFORE_EFFECTIVE_DATE" | "SECTION_NOT_LINKED" | "WITHDRAWN" | "NO_SUBMISSION_DATE" | "DISTRICT_PAUSED" | "REVISION_NOT_READ" | "TURNED_IN_NOT_GRADED" | "NOT_SUBMITTED" | "STATUS_EXCUSED" | "STATUS_EXCLUDED" | "STATUS_MISSING" | "STUDENT_NOT_LINKED" | "STUDENT_NOT_ENROLLED" | "SCORE_INVALID" | "SIS_EDIT_KEPT" | "SIS_NOT_CHECKED" | "SENT_THEN_CLEARED" | "SIS_REJECTED" | "STATUS_NOT_SENT" | "ABOVE_TOTAL" | "SIS_DUPLICATE_ASSIGNMENT" | "REVISION_WENT_BACK" | "WAITING_FOR_NIGHT" | "SIS_UNAVAILABLE" | "SIS_CREDENTIALS" | "SIS_ACCESS_DENIED" | "SIS_ADDRESS_REFUSED" | "SIS_ASSIGNMENT_DELETED" | null;
                                /**
                                 * @description Of a category: missing or inactive as the teacher has it; notReadable, without a category: none of the teacher’s could be read. notAsked: the time was up, or PowerSchool answered nothing any more; the message says of how many
                                 * @enum {unknown}
                                 */
                                finding: "ok" | "failed" | "missing" | "inactive" | "notReadable" | "notAsked";
                                /** @description PowerSchool’s own words, or what exactly is missing; empty where all is well */
                                message: string;
                                ok: boolean;
                                /** @description SIS school id */
                                schoolId: string | null;
                                /** @description SIS teacher id; null where it is of no teacher */
                                teacherId: string | null;
                                /** @description SIS term id of the teacher’s section that was asked for */
                                termId: string | null;
                                /** @description The code in words; null where all is well */
                                words: {
                                    code: string;
                                    fix: string;
                                    /** @enum {unknown} */
                                    level: "info" | "warning" | "error";
                                    message: string;
                                    /** @enum {unknown} */
                                    who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                } | null;
                            }[];
                            ok: boolean;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many units of the district are in each state */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Every state, also those that no unit is in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description When a unit last changed, in UTC; null where the district has none
                             */
                            changedAt: string | null;
                            states: {
                                due: number;
                                held: number;
                                inSync: number;
                                rejected: number;
                                retrying: number;
                                sending: number;
                                withdrawn: number;
                            };
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the district’s way to PowerSchool stands: who has it, pace, circuit, what is due */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The lane; none before the first delivery */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description closed · open · halfOpen */
                                circuit: string;
                                circuitCode: string | null;
                                circuitOpenSince: string | null;
                                districtId: string;
                                dueUnits: number;
                                fence: number;
                                leasedUntil: string | null;
                                minIntervalMs: number;
                                owner: string | null;
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was told of which night, newest first, and which addresses get nothing */
        get: {
            parameters: {
                query: {
                    /** @description Of the page before */
                    cursor?: string;
                    limit: number;
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cursor: string | null;
                            items: {
                                answer: {
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    at: string;
                                    code: number | null;
                                    text: string;
                                } | null;
                                attempts: number;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                changedAt: string;
                                /** @enum {unknown} */
                                channel: "email" | "webhook";
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                createdAt: string;
                                /** @description The night that it is about */
                                date: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                nextAttemptAt: string | null;
                                /** @description Begins the Message-ID of a mail, and is the `webhook-id` */
                                notificationId: string;
                                /**
                                 * @description `inDoubt`: it may have arrived and is not sent again; `dropped`: unwanted, too late, or the recipient is gone
                                 * @enum {unknown}
                                 */
                                state: "planned" | "sending" | "sent" | "refused" | "failed" | "inDoubt" | "dropped";
                                to: {
                                    /** @description Of the address, which is never given */
                                    id: string;
                                    /** @enum {unknown} */
                                    of: "admins" | "operators" | "staff" | "webhook";
                                    /** @description Otus’ id of one of the staff */
                                    userId: string | null;
                                };
                            }[];
                            /** @description All of them, on every page */
                            silenced: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                /** @description By the mail server */
                                said: string;
                                to: {
                                    /** @description Of the address, which is never given */
                                    id: string;
                                    /** @enum {unknown} */
                                    of: "admins" | "operators" | "staff" | "webhook";
                                    /** @description Otus’ id of one of the staff */
                                    userId: string | null;
                                };
                                /** @enum {unknown} */
                                why: "bounced" | "unsubscribed";
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/notifications/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets addresses that get nothing be written to again
         * @description For a mailbox that is there again, or a person who wants the messages back. Ids that get their messages stay as they are.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As `silenced[].to.id` has them */
                        ids: string[];
                    };
                };
            };
            responses: {
                /** @description How many of them got nothing until now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            resumed: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/plugin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plugin that an administrator installs in the district’s PowerSchool, as a ZIP
         * @description It has no secret in it. `docs/powerschool-plugin.md` says what it asks for, why, and how it is installed.
         */
        get: {
            parameters: {
                query?: {
                    /** @description For a PowerSchool before 25.2, whose schema has no word for access to `/ws/v1` */
                    before25?: boolean;
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description plugin.xml in a ZIP */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the night of a date would do; writes nothing
         * @description `effect` and `reason` narrow the items; the counts are of all units of the district whatever is asked for.
         */
        get: {
            parameters: {
                query: {
                    /** @description YYYY-MM-DD; today in the district where it is left out */
                    date?: string;
                    effect?: "create" | "update" | "scoresOnly" | "held" | "none";
                    /** @description csv: one file of at most 1000 items, whatever the limit */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                    limit: number;
                    /** @description Of the unit, or of one of its scores */
                    reason?: "ASSIGNER_NOT_IN_GROUP" | "ASSIGNER_NOT_IN_SIS" | "NOT_POINTS_SCALE" | "NOT_IN_FINAL_GRADE" | "TOTAL_NOT_WHOLE" | "TOTAL_OUT_OF_RANGE" | "DUE_DATE_OUTSIDE_PERIOD" | "NO_CURRENT_GRADING_PERIOD" | "GRADING_PERIOD_UNKNOWN" | "CATEGORY_NOT_MAPPED" | "CATEGORY_INACTIVE" | "BEFORE_EFFECTIVE_DATE" | "SECTION_NOT_LINKED" | "WITHDRAWN" | "NO_SUBMISSION_DATE" | "DISTRICT_PAUSED" | "REVISION_NOT_READ" | "TURNED_IN_NOT_GRADED" | "NOT_SUBMITTED" | "STATUS_EXCUSED" | "STATUS_EXCLUDED" | "STATUS_MISSING" | "STUDENT_NOT_LINKED" | "STUDENT_NOT_ENROLLED" | "SCORE_INVALID" | "SIS_EDIT_KEPT" | "SIS_NOT_CHECKED" | "SENT_THEN_CLEARED" | "SIS_REJECTED" | "STATUS_NOT_SENT" | "ABOVE_TOTAL" | "SIS_DUPLICATE_ASSIGNMENT" | "REVISION_WENT_BACK" | "WAITING_FOR_NIGHT" | "SIS_UNAVAILABLE" | "SIS_CREDENTIALS" | "SIS_ACCESS_DENIED" | "SIS_ADDRESS_REFUSED" | "SIS_ASSIGNMENT_DELETED";
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Counts of all units, and the first items */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            date: string;
                            items: {
                                /** @enum {unknown} */
                                effect: "create" | "update" | "scoresOnly" | "held" | "none";
                                identifier: string;
                                /** @description Of the unit, and of its scores */
                                reasons: ("ASSIGNER_NOT_IN_GROUP" | "ASSIGNER_NOT_IN_SIS" | "NOT_POINTS_SCALE" | "NOT_IN_FINAL_GRADE" | "TOTAL_NOT_WHOLE" | "TOTAL_OUT_OF_RANGE" | "DUE_DATE_OUTSIDE_PERIOD" | "NO_CURRENT_GRADING_PERIOD" | "GRADING_PERIOD_UNKNOWN" | "CATEGORY_NOT_MAPPED" | "CATEGORY_INACTIVE" | "BEFORE_EFFECTIVE_DATE" | "SECTION_NOT_LINKED" | "WITHDRAWN" | "NO_SUBMISSION_DATE" | "DISTRICT_PAUSED" | "REVISION_NOT_READ" | "TURNED_IN_NOT_GRADED" | "NOT_SUBMITTED" | "STATUS_EXCUSED" | "STATUS_EXCLUDED" | "STATUS_MISSING" | "STUDENT_NOT_LINKED" | "STUDENT_NOT_ENROLLED" | "SCORE_INVALID" | "SIS_EDIT_KEPT" | "SIS_NOT_CHECKED" | "SENT_THEN_CLEARED" | "SIS_REJECTED" | "STATUS_NOT_SENT" | "ABOVE_TOTAL" | "SIS_DUPLICATE_ASSIGNMENT" | "REVISION_WENT_BACK" | "WAITING_FOR_NIGHT" | "SIS_UNAVAILABLE" | "SIS_CREDENTIALS" | "SIS_ACCESS_DENIED" | "SIS_ADDRESS_REFUSED" | "SIS_ASSIGNMENT_DELETED")[];
                                scores: {
                                    held: number;
                                    keep: number;
                                    send: number;
                                };
                                sectionAssessmentId: string;
                                /** @description As PowerSchool would have it */
                                title: string;
                                /** @description The reasons in words */
                                words: {
                                    code: string;
                                    fix: string;
                                    /** @enum {unknown} */
                                    level: "info" | "warning" | "error";
                                    message: string;
                                    /** @enum {unknown} */
                                    who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                }[];
                            }[];
                            /** @description There are more of the items that were asked for */
                            itemsTruncated: boolean;
                            /** @description By reason code */
                            reasons: {
                                [key: string]: number;
                            };
                            scores: {
                                held: number;
                                keep: number;
                                send: number;
                            };
                            units: {
                                create: number;
                                held: number;
                                none: number;
                                scoresOnly: number;
                                update: number;
                            };
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every reason that can be given, in words */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The closed list */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                fix: string;
                                /** @enum {unknown} */
                                level: "info" | "warning" | "error";
                                message: string;
                                /** @enum {unknown} */
                                who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/reasons/hits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reasons of the district’s units and scores now, most scores first
         * @description Over all units, whatever their state, delivered or not. A unit or score with several reasons counts for each. A unit that an earlier release wrote last counts, until it is decided or delivered again, only while it is not in sync, with the scores that its last delivery held or rejected.
         */
        get: {
            parameters: {
                query?: {
                    /** @description csv: one file of the same reasons */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By scores, then by units */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                fix: string;
                                /** @enum {unknown} */
                                level: "info" | "warning" | "error";
                                message: string;
                                /** @description Units that a redrive by this reason would send, as they are decided now: also those that had it since they were last in sync */
                                redriveUnits: number;
                                /** @description Scores that have the reason now; all of a unit that has it as a whole */
                                scores: number;
                                /** @description Units that have the reason, or a score that has it */
                                units: number;
                                /** @enum {unknown} */
                                who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/rebase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets units whose revisions went back go on from where Otus is now
         * @description For an Otus that was restored from a backup: it sends revisions that it had used already, which are not taken, and the explanation says so (`REVISION_WENT_BACK`). Afterwards the next snapshot is taken, if its revision is not older than the last one that came. What was not taken before has to be sent again. Units whose revisions did not go back stay as they are.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Counts only
                         * @default false
                         */
                        dryRun: boolean;
                        /** @description Left out: all units of the district whose revisions went back */
                        sectionAssessmentIds?: string[];
                    };
                };
            };
            responses: {
                /** @description What was chosen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dryRun: boolean;
                            /** @description Units whose revisions went back */
                            units: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads PowerSchool back and says where it differs from what was sent; repairs nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            /** @description At most one place; the whole district without any, or without a body */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description `nextAfter` of the answer before */
                        after?: string;
                        schoolId?: string;
                        /** @description After how long it answers where to go on, to show how far it is; by default the most */
                        seconds?: number;
                        sectionId?: string;
                    };
                };
            };
            responses: {
                /** @description What was read and where it differs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cellsRead: number;
                            different: number;
                            drifts: {
                                /** @description A teacher exempted the student from it in PowerSchool */
                                exempt: boolean;
                                /** @description Points that PowerSchool has; null where it has none */
                                held: number | null;
                                identifier: string;
                                /**
                                 * @description missing: sent, and PowerSchool holds nothing · different: it holds something else · extra: it holds what was never sent · extraAssignment: another assignment carries the identifier
                                 * @enum {unknown}
                                 */
                                kind: "missing" | "different" | "extra" | "extraAssignment";
                                /** @description SIS section id */
                                section: string | null;
                                sectionAssessmentId: string;
                                /** @description Points that were last sent; null where none were */
                                sent: number | null;
                                /** @description Null of an assignment */
                                sisStudentId: string | null;
                                /** @description In Otus, or in the SIS where Otus does not know the student; null of an assignment */
                                studentId: string | null;
                                title: string;
                            }[];
                            /** @description More were counted than are named */
                            driftsTruncated: boolean;
                            extra: number;
                            /** @description Other columns that carry an identifier of ours */
                            extraAssignments: number;
                            /** @description Cells that a teacher edited in PowerSchool, known and kept */
                            kept: number;
                            missing: number;
                            /** @description Where to go on: the time was up. Empty when all of it was read */
                            nextAfter: string;
                            /** @description Units that are read when it goes on; 0 when all were */
                            unitsLeft: number;
                            unitsRead: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends again what a cause held back, or named units
         * @description At the pace of the district’s lane, and by the rules of now. Makes again what was deleted in PowerSchool. What a teacher changed there stays, unless `repair` of named units asks for it: `check` only looks again at what was sent (what is due is delivered all the same), `missing` writes again the scores that a reconciliation reports as missing, `all` writes every score as Otus has it, over whatever PowerSchool holds. Which cells that are is seen only at the delivery, so a repair counts every unit that is there.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Counts only
                         * @default false
                         */
                        dryRun: boolean;
                        /**
                         * @description Units that it held or failed
                         * @enum {unknown}
                         */
                        reason?: "ASSIGNER_NOT_IN_GROUP" | "ASSIGNER_NOT_IN_SIS" | "NOT_POINTS_SCALE" | "NOT_IN_FINAL_GRADE" | "TOTAL_NOT_WHOLE" | "TOTAL_OUT_OF_RANGE" | "DUE_DATE_OUTSIDE_PERIOD" | "NO_CURRENT_GRADING_PERIOD" | "GRADING_PERIOD_UNKNOWN" | "CATEGORY_NOT_MAPPED" | "CATEGORY_INACTIVE" | "BEFORE_EFFECTIVE_DATE" | "SECTION_NOT_LINKED" | "WITHDRAWN" | "NO_SUBMISSION_DATE" | "DISTRICT_PAUSED" | "REVISION_NOT_READ" | "TURNED_IN_NOT_GRADED" | "NOT_SUBMITTED" | "STATUS_EXCUSED" | "STATUS_EXCLUDED" | "STATUS_MISSING" | "STUDENT_NOT_LINKED" | "STUDENT_NOT_ENROLLED" | "SCORE_INVALID" | "SIS_EDIT_KEPT" | "SIS_NOT_CHECKED" | "SENT_THEN_CLEARED" | "SIS_REJECTED" | "STATUS_NOT_SENT" | "ABOVE_TOTAL" | "SIS_DUPLICATE_ASSIGNMENT" | "REVISION_WENT_BACK" | "WAITING_FOR_NIGHT" | "SIS_UNAVAILABLE" | "SIS_CREDENTIALS" | "SIS_ACCESS_DENIED" | "SIS_ADDRESS_REFUSED" | "SIS_ASSIGNMENT_DELETED";
                        /**
                         * @description With `sectionAssessmentIds` only; left out: nothing is repaired
                         * @enum {unknown}
                         */
                        repair?: "check" | "missing" | "all";
                        /** @description Instead of a reason */
                        sectionAssessmentIds?: string[];
                    };
                };
            };
            responses: {
                /** @description What was chosen */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dryRun: boolean;
                            /** @description Null when nothing is sent */
                            runId: string | null;
                            /** @description Units that have something to send */
                            units: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first */
        get: {
            parameters: {
                query: {
                    /** @description csv: one file of at most 999 runs, whatever the limit */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                    limit: number;
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The latest runs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description The fault of the whole district that the run waits for */
                                blockedBy: {
                                    code: string | null;
                                    /** @description PowerSchool’s own words */
                                    message: string;
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    since: string | null;
                                } | null;
                                /** @description The district’s date */
                                date: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                finishedAt: string | null;
                                /** @enum {unknown} */
                                kind: "night" | "manual" | "redrive";
                                /** @description How long after that it began; 0 where it began before, since the settings were others */
                                lateMs: number | null;
                                /** @description By reason code */
                                reasons: {
                                    [key: string]: number;
                                };
                                /** @description `schedule`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                                requestedBy: string;
                                runId: string;
                                /**
                                 * Format: date-time
                                 * @description Of a night: when it was to begin, by the settings of today; null for the others
                                 */
                                scheduledAt: string | null;
                                scores: {
                                    held: number;
                                    kept: number;
                                    rejected: number;
                                    sent: number;
                                };
                                /** @description Given where the run began though not all that came before it was evaluated: how many messages, of all districts, and since when they are (`caughtUpAt`). What of them is the district’s joins the run */
                                shortfall: {
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    caughtUpAt: string | null;
                                    messages: number;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                startedAt: string;
                                /**
                                 * @description `blocked` while the circuit is open: it goes on by itself
                                 * @enum {unknown}
                                 */
                                state: "planning" | "delivering" | "finished" | "blocked";
                                traceId: string | null;
                                units: {
                                    held: number;
                                    inSync: number;
                                    planned: number;
                                    rejected: number;
                                    retrying: number;
                                };
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Synchronises now, for the district’s date of this moment
         * @description While a night or another such run goes on, answers with that one.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run that goes on now */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runId: string;
                            /** @description False when it was going on already */
                            started: boolean;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a run is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    runId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The fault of the whole district that the run waits for */
                            blockedBy: {
                                code: string | null;
                                /** @description PowerSchool’s own words */
                                message: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                since: string | null;
                            } | null;
                            /** @description The district’s date */
                            date: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            finishedAt: string | null;
                            /** @enum {unknown} */
                            kind: "night" | "manual" | "redrive";
                            /** @description How long after that it began; 0 where it began before, since the settings were others */
                            lateMs: number | null;
                            /** @description By reason code */
                            reasons: {
                                [key: string]: number;
                            };
                            /** @description `schedule`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                            requestedBy: string;
                            runId: string;
                            /**
                             * Format: date-time
                             * @description Of a night: when it was to begin, by the settings of today; null for the others
                             */
                            scheduledAt: string | null;
                            scores: {
                                held: number;
                                kept: number;
                                rejected: number;
                                sent: number;
                            };
                            /** @description Given where the run began though not all that came before it was evaluated: how many messages, of all districts, and since when they are (`caughtUpAt`). What of them is the district’s joins the run */
                            shortfall: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                caughtUpAt: string | null;
                                messages: number;
                            } | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            startedAt: string;
                            /**
                             * @description `blocked` while the circuit is open: it goes on by itself
                             * @enum {unknown}
                             */
                            state: "planning" | "delivering" | "finished" | "blocked";
                            traceId: string | null;
                            units: {
                                held: number;
                                inSync: number;
                                planned: number;
                                rejected: number;
                                retrying: number;
                            };
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/runs/{runId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a run is, told as it changes
         * @description Server-sent events: `run` with the run as JSON, at once and whenever what was counted has changed; `end` when the run is finished. The stream then closes, and otherwise after ten minutes: a client that wants to know more comes again.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    runId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The data of an event `run`; those of `end` are empty */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": {
                            /** @description The fault of the whole district that the run waits for */
                            blockedBy: {
                                code: string | null;
                                /** @description PowerSchool’s own words */
                                message: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                since: string | null;
                            } | null;
                            /** @description The district’s date */
                            date: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            finishedAt: string | null;
                            /** @enum {unknown} */
                            kind: "night" | "manual" | "redrive";
                            /** @description How long after that it began; 0 where it began before, since the settings were others */
                            lateMs: number | null;
                            progress: {
                                /** @description Units that need no further attempt */
                                doneUnits: number;
                                /**
                                 * Format: date-time
                                 * @description At the pace since the run began; null while it is planned or blocked, and when it is finished
                                 */
                                estimatedEndAt: string | null;
                                plannedUnits: number;
                                /** @description Since the run began; null as long as no unit is done */
                                unitsPerMinute: number | null;
                            };
                            /** @description By reason code */
                            reasons: {
                                [key: string]: number;
                            };
                            /** @description `schedule`, the first 12 hex digits of the token’s hash, or `person:` and those of a person’s id */
                            requestedBy: string;
                            runId: string;
                            /**
                             * Format: date-time
                             * @description Of a night: when it was to begin, by the settings of today; null for the others
                             */
                            scheduledAt: string | null;
                            scores: {
                                held: number;
                                kept: number;
                                rejected: number;
                                sent: number;
                            };
                            /** @description Given where the run began though not all that came before it was evaluated: how many messages, of all districts, and since when they are (`caughtUpAt`). What of them is the district’s joins the run */
                            shortfall: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                caughtUpAt: string | null;
                                messages: number;
                            } | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            startedAt: string;
                            /**
                             * @description `blocked` while the circuit is open: it goes on by itself
                             * @enum {unknown}
                             */
                            state: "planning" | "delivering" | "finished" | "blocked";
                            traceId: string | null;
                            units: {
                                held: number;
                                inSync: number;
                                planned: number;
                                rejected: number;
                                retrying: number;
                            };
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/section-assessments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Section assessments, newest change first
         * @description As JSON page by page, or with `format=csv` as one file of at most 50000 rows.
         */
        get: {
            parameters: {
                query: {
                    /** @description Of the page before, with the same filter */
                    cursor?: string;
                    /** @description csv: one file of every row, whatever the limit */
                    format?: "json" | "csv";
                    identifier?: string;
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                    limit: number;
                    reason?: "ASSIGNER_NOT_IN_GROUP" | "ASSIGNER_NOT_IN_SIS" | "NOT_POINTS_SCALE" | "NOT_IN_FINAL_GRADE" | "TOTAL_NOT_WHOLE" | "TOTAL_OUT_OF_RANGE" | "DUE_DATE_OUTSIDE_PERIOD" | "NO_CURRENT_GRADING_PERIOD" | "GRADING_PERIOD_UNKNOWN" | "CATEGORY_NOT_MAPPED" | "CATEGORY_INACTIVE" | "BEFORE_EFFECTIVE_DATE" | "SECTION_NOT_LINKED" | "WITHDRAWN" | "NO_SUBMISSION_DATE" | "DISTRICT_PAUSED" | "REVISION_NOT_READ" | "TURNED_IN_NOT_GRADED" | "NOT_SUBMITTED" | "STATUS_EXCUSED" | "STATUS_EXCLUDED" | "STATUS_MISSING" | "STUDENT_NOT_LINKED" | "STUDENT_NOT_ENROLLED" | "SCORE_INVALID" | "SIS_EDIT_KEPT" | "SIS_NOT_CHECKED" | "SENT_THEN_CLEARED" | "SIS_REJECTED" | "STATUS_NOT_SENT" | "ABOVE_TOTAL" | "SIS_DUPLICATE_ASSIGNMENT" | "REVISION_WENT_BACK" | "WAITING_FOR_NIGHT" | "SIS_UNAVAILABLE" | "SIS_CREDENTIALS" | "SIS_ACCESS_DENIED" | "SIS_ADDRESS_REFUSED" | "SIS_ASSIGNMENT_DELETED";
                    /** @description Stands in the title or the identifier, in either case */
                    search?: string;
                    /** @description SIS section id */
                    section?: string;
                    state?: "held" | "due" | "sending" | "retrying" | "inSync" | "rejected" | "withdrawn";
                    /** @description Has a score of the student: Otus or SIS student id */
                    student?: string;
                    /** @description Otus user id of who assigned it, or SIS teacher id of its section */
                    teacher?: string;
                    /** @description Only what changed since the grading period of today began: the one that the newest units are decided with; all of them where none has one */
                    term?: "current";
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null on the last page */
                            cursor: string | null;
                            items: {
                                assessmentType: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                changedAt: string;
                                /** Format: date */
                                dueDate: string | null;
                                identifier: string;
                                /** @enum {unknown} */
                                kind: "standard" | "plus";
                                otusClassId: string;
                                reasons: string[];
                                revision: number;
                                scores: {
                                    due: number;
                                    held: number;
                                    kept: number;
                                    rejected: number;
                                    sent: number;
                                };
                                /** @description SIS section id */
                                section: string | null;
                                sectionAssessmentId: string;
                                /** @enum {unknown} */
                                state: "held" | "due" | "sending" | "retrying" | "inSync" | "rejected" | "withdrawn";
                                title: string;
                                totalPoints: number;
                                /** @description The reasons in words, those of all of the unit first; the explanation has the exact ones */
                                words: {
                                    code: string;
                                    fix: string;
                                    /** @enum {unknown} */
                                    level: "info" | "warning" | "error";
                                    message: string;
                                    /**
                                     * @description What it keeps back: all of the unit, or scores of it
                                     * @enum {unknown}
                                     */
                                    scope: "unit" | "score";
                                    /** @enum {unknown} */
                                    who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                }[];
                            }[];
                            /** @description The one of today, where `term` asks for it and the units have one */
                            term: {
                                /** Format: date */
                                end: string;
                                name: string;
                                /** Format: date */
                                start: string;
                            } | null;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why it is, or is not, in PowerSchool: the explanation of a unit and of each of its scores */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    sectionAssessmentId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The explanation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The latest 20 delivery attempts, newest first */
                            attempts: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                attempt: number;
                                /** @description Reason code; null where it is done */
                                code: string | null;
                                durationMs: number;
                                /** @enum {unknown} */
                                effect: "create" | "update" | "scoresOnly" | "none";
                                message: string;
                                /** @enum {unknown} */
                                outcome: "done" | "failed";
                                requests: {
                                    durationMs: number;
                                    method: string;
                                    path: string;
                                    /** @description Null where no answer came */
                                    status: number | null;
                                }[];
                                revision: number;
                                runId: string | null;
                                scores: {
                                    kept: number;
                                    refused: number;
                                    sent: number;
                                };
                                traceId: string | null;
                            }[];
                            /**
                             * Format: date
                             * @description The district’s date for which the rules were last asked
                             */
                            decidedFor: string;
                            /** @description What PowerSchool should have */
                            desired: {
                                category: string | null;
                                /** Format: date */
                                dueDate: string | null;
                                gradingPeriod: {
                                    /** Format: date */
                                    end: string;
                                    name: string;
                                    /** Format: date */
                                    start: string;
                                } | null;
                                title: string;
                                totalPoints: number;
                            };
                            districtId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            evaluatedAt: string;
                            identifier: string;
                            /**
                             * Format: date-time
                             * @description The earliest time of the next attempt; null when none is planned
                             */
                            nextAttemptAt: string | null;
                            notices: {
                                code: string;
                                fix: string;
                                /** @enum {unknown} */
                                level: "info" | "warning" | "error";
                                message: string;
                                /** @enum {unknown} */
                                who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                            }[];
                            /** @description What Otus says of it */
                            otus: {
                                assessmentType: string;
                                /**
                                 * Format: date-time
                                 * @description As Otus sent it
                                 */
                                assignedAt: string | null;
                                /** @description Otus user id */
                                assignedBy: string;
                                /**
                                 * Format: date-time
                                 * @description As Otus sent it
                                 */
                                createdAt: string;
                                /** Format: date */
                                dueDate: string | null;
                                includeInFinalGrade: boolean;
                                /** @enum {unknown} */
                                kind: "standard" | "plus";
                                section: {
                                    otusClassId: string;
                                    sisSchoolId: string | null;
                                    sisSectionId: string | null;
                                    sisTeacherId: string | null;
                                    sisTermId: string | null;
                                };
                                totalPoints: number;
                                withdrawn: boolean;
                            };
                            reasons: {
                                code: string;
                                fix: string;
                                /** @enum {unknown} */
                                level: "info" | "warning" | "error";
                                message: string;
                                /** @enum {unknown} */
                                who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                            }[];
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            receivedAt: string;
                            revision: number;
                            /** @description The run that asked for its delivery last */
                            runId: string | null;
                            scores: {
                                /** @description A teacher’s edit that stays: what PowerSchool was seen to hold, and since when */
                                kept?: {
                                    /** @enum {boolean} */
                                    exempt?: true;
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    seenAt: string;
                                    sisPoints: number | null;
                                };
                                notices: {
                                    code: string;
                                    fix: string;
                                    /** @enum {unknown} */
                                    level: "info" | "warning" | "error";
                                    message: string;
                                    /** @enum {unknown} */
                                    who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                }[];
                                /** @description Null of a score that only PowerSchool has */
                                otus: {
                                    /** @enum {unknown} */
                                    completion: "notStarted" | "inProgress" | "turnedIn" | "graded";
                                    /**
                                     * Format: date-time
                                     * @description As Otus sent it
                                     */
                                    gradedAt: string | null;
                                    points: number | null;
                                    /** @enum {unknown} */
                                    status: "onTime" | "late" | "missing" | "excused" | "excluded";
                                } | null;
                                points: number | null;
                                reasons: {
                                    code: string;
                                    fix: string;
                                    /** @enum {unknown} */
                                    level: "info" | "warning" | "error";
                                    message: string;
                                    /** @enum {unknown} */
                                    who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                }[];
                                scoreId: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                sentAt: string | null;
                                /** @description What PowerSchool was last given; null when nothing */
                                sentPoints: number | null;
                                sisStudentId: string | null;
                                /** @enum {unknown} */
                                state: "held" | "due" | "sent" | "kept" | "rejected";
                                studentId: string;
                            }[];
                            sectionAssessmentId: string;
                            /** @description What PowerSchool was last given */
                            sis: {
                                assignmentId: string;
                                category: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                checkedAt: string;
                                /**
                                 * Format: date-time
                                 * @description When PowerSchool was seen to have it no more
                                 */
                                deletedAt: string | null;
                                /** Format: date */
                                dueDate: string;
                                /** @description What a teacher changed in PowerSchool, which stays */
                                keptFields?: ("title" | "dueDate" | "totalPoints" | "category")[];
                                sectionAssignmentId: string;
                                title: string;
                                totalPoints: number;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                writtenAt: string;
                            } | null;
                            /** @enum {unknown} */
                            state: "held" | "due" | "sending" | "retrying" | "inSync" | "rejected" | "withdrawn";
                            /** @description What happened to it, oldest first; of what is overwritten the last only */
                            timeline: ({
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                /** @enum {string} */
                                kind: "received";
                                revision: number;
                            } | {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                /** @enum {string} */
                                kind: "decided";
                                reasons: string[];
                                /** @enum {unknown} */
                                verdict: "send" | "hold";
                            } | {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                /** @enum {string} */
                                kind: "requested";
                                runId: string;
                                /** @enum {unknown} */
                                runKind: "night" | "manual" | "redrive";
                            } | {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                attempt: number;
                                code: string | null;
                                /** @enum {unknown} */
                                effect: "create" | "update" | "scoresOnly" | "none";
                                /** @enum {string} */
                                kind: "attempt";
                                /** @description Why it did not go, in words; null where it is done */
                                message: string | null;
                                /** @enum {unknown} */
                                outcome: "done" | "failed";
                                revision: number;
                                /**
                                 * Format: date
                                 * @description Of the run; null where it is not known
                                 */
                                runDate: string | null;
                                runId: string | null;
                            } | {
                                assignmentId: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                at: string;
                                /** @enum {string} */
                                kind: "written";
                            })[];
                            title: string;
                            traceId: string | null;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks again at what PowerSchool has of one section assessment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    sectionAssessmentId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was asked for */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null when nothing is sent */
                            runId: string | null;
                            /** @description 1, or 0 where it has nothing to send */
                            units: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one section assessment now, by the rules of now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    sectionAssessmentId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was asked for */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null when nothing is sent */
                            runId: string | null;
                            /** @description 1, or 0 where it has nothing to send */
                            units: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/sections/{sectionId}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of a section’s students, read from PowerSchool while somebody looks; stored nowhere */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    /** @description SIS section id */
                    sectionId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The names that are to be had */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description "Last, First" */
                                name: string;
                                sisStudentId: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            readAt: string;
                            /**
                             * @description Why there are none: PowerSchool does not allow it, or cannot be asked now
                             * @enum {string|null}
                             */
                            unavailable: "notAllowed" | "away" | null;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/setup-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When each step of setting the district up was last tried, and whether it was fine
         * @description From the log of commands, as long as that is kept: how far a district is set up stands nowhere else.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All steps, in their order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description Null where it was not tried
                                 */
                                at: string | null;
                                /** @description Null where it was not tried, goes on, or its end is not known */
                                ok: boolean | null;
                                /** @enum {unknown} */
                                step: "address" | "credentials" | "access" | "terms" | "links" | "categories" | "dryNight" | "trial";
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Tries one step of setting a district up, and says what is wrong and how it is mended
         * @description Steps: `address` (somebody answers, with a good certificate) · `credentials` · `access` (each kind by itself) · `terms` (today’s grading period at each school) · `links` (of the classes and teachers that Otus sent) · `categories` (what PowerSchool has, beside the assessment types, with a proposed mapping) · `dryNight` (counts of a night; nothing is written) · `trial` (sends the section `sectionId`, waits for it, and reads it back). Only `trial` writes anything. `ok`: nothing found is an error.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description SIS section id; of `trial`, which needs it */
                        sectionId?: string;
                        /** @enum {unknown} */
                        step: "address" | "credentials" | "access" | "terms" | "links" | "categories" | "dryNight" | "trial";
                    };
                };
            };
            responses: {
                /** @description What was found; the details are those of the step */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            categories?: {
                                listed: {
                                    /** @description Teachers who have it and can use it */
                                    active: number;
                                    /** @description Teachers who have it, inactive */
                                    inactive: number;
                                    name: string;
                                }[];
                                types: {
                                    assessmentType: string;
                                    /** @description What the settings say; null where they say nothing */
                                    category: string | null;
                                    /** @description What PowerSchool has, and some teacher can use, that is most like it; null for nothing */
                                    proposal: {
                                        category: string;
                                        similarity: number;
                                    } | null;
                                    units: number;
                                }[];
                            };
                            findings: {
                                /** @enum {unknown} */
                                about: "address" | "credentials" | "access" | "terms" | "category" | "class" | "teacher" | "assessmentType" | "night" | "trial";
                                /** @description How many it is of */
                                count: number;
                                /** @description The SIS school, SIS or Otus teacher, Otus class, category or assessment type that it is of */
                                id: string | null;
                                /** @description Of access: terms, categories, assignments, enrolments, scores or names */
                                kind: string | null;
                                /**
                                 * @description error: it will not go until somebody acts · warning: it works, and less well or not of all
                                 * @enum {unknown}
                                 */
                                level: "ok" | "info" | "warning" | "error";
                                /** @description PowerSchool’s own words, or what exactly it is about; may be empty */
                                message: string;
                                /** @description Of terms: the grading period that holds today at the school; both ends inclusive */
                                period: {
                                    end: string;
                                    name: string;
                                    start: string;
                                } | null;
                                /** @description Cause and fix; null where all is well */
                                words: {
                                    code: string;
                                    fix: string;
                                    /** @enum {unknown} */
                                    level: "info" | "warning" | "error";
                                    message: string;
                                    /** @enum {unknown} */
                                    who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                } | null;
                            }[];
                            links?: {
                                classes: {
                                    known: number;
                                    linked: number;
                                };
                                teachers: {
                                    known: number;
                                    linked: number;
                                };
                                units: {
                                    known: number;
                                    linked: number;
                                };
                            };
                            night?: {
                                /** Format: date */
                                date: string;
                                scores: {
                                    held: number;
                                    keep: number;
                                    send: number;
                                };
                                units: {
                                    create: number;
                                    held: number;
                                    none: number;
                                    scoresOnly: number;
                                    update: number;
                                };
                            };
                            ok: boolean;
                            /** @enum {unknown} */
                            step: "address" | "credentials" | "access" | "terms" | "links" | "categories" | "dryNight" | "trial";
                            trial?: {
                                /** @description Null where it was not read back */
                                readBack: {
                                    cellsRead: number;
                                    different: number;
                                    /** @description What was sent and what PowerSchool holds, where they differ */
                                    drifts: {
                                        /** @description A teacher exempted the student from it in PowerSchool */
                                        exempt: boolean;
                                        /** @description Points that PowerSchool has; null where it has none */
                                        held: number | null;
                                        identifier: string;
                                        /**
                                         * @description missing: sent, and PowerSchool holds nothing · different: it holds something else · extra: it holds what was never sent · extraAssignment: another assignment carries the identifier
                                         * @enum {unknown}
                                         */
                                        kind: "missing" | "different" | "extra" | "extraAssignment";
                                        /** @description SIS section id */
                                        section: string | null;
                                        sectionAssessmentId: string;
                                        /** @description Points that were last sent; null where none were */
                                        sent: number | null;
                                        /** @description Null of an assignment */
                                        sisStudentId: string | null;
                                        /** @description In Otus, or in the SIS where Otus does not know the student; null of an assignment */
                                        studentId: string | null;
                                        title: string;
                                    }[];
                                    extra: number;
                                    /** @description Cells that a teacher edited in PowerSchool */
                                    kept: number;
                                    missing: number;
                                } | null;
                                /** @description Null where nothing was to be sent */
                                runId: string | null;
                                /** @description SIS section id */
                                sectionId: string;
                                /** @description As each stands now */
                                units: {
                                    assessmentType: string;
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    changedAt: string;
                                    /** Format: date */
                                    dueDate: string | null;
                                    identifier: string;
                                    /** @enum {unknown} */
                                    kind: "standard" | "plus";
                                    otusClassId: string;
                                    reasons: string[];
                                    revision: number;
                                    scores: {
                                        due: number;
                                        held: number;
                                        kept: number;
                                        rejected: number;
                                        sent: number;
                                    };
                                    /** @description SIS section id */
                                    section: string | null;
                                    sectionAssessmentId: string;
                                    /** @enum {unknown} */
                                    state: "held" | "due" | "sending" | "retrying" | "inSync" | "rejected" | "withdrawn";
                                    title: string;
                                    totalPoints: number;
                                    /** @description The reasons in words, those of all of the unit first; the explanation has the exact ones */
                                    words: {
                                        code: string;
                                        fix: string;
                                        /** @enum {unknown} */
                                        level: "info" | "warning" | "error";
                                        message: string;
                                        /**
                                         * @description What it keeps back: all of the unit, or scores of it
                                         * @enum {unknown}
                                         */
                                        scope: "unit" | "score";
                                        /** @enum {unknown} */
                                        who: "teacher" | "otusAdmin" | "powerschoolAdmin" | "nobody";
                                    }[];
                                }[];
                            };
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/teachers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teachers of the staff list that Otus sent
         * @description At most 200, by their ids.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Part of an id, in whichever case */
                    search?: string;
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Those that match */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Null where Otus knows none */
                                sisUserId: string | null;
                                userId: string;
                            }[];
                            /** @description How many match, also of those that are not shown */
                            total: number;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tokens of the district
         * @description Never a token itself: it is shown when it is made, and kept nowhere.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them, also those that have expired */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                createdAt?: string;
                                /** @description `operator` for the command; else as `changedBy` of the settings */
                                createdBy?: string;
                                /**
                                 * Format: instant
                                 * @description From then on it is not known any more
                                 */
                                expiresAt?: string;
                                /**
                                 * Format: label
                                 * @description What it is for, in words
                                 */
                                label?: string;
                                /**
                                 * Format: date-time
                                 * @description To within some minutes; null: not since uses are kept
                                 */
                                lastUsedAt: string | null;
                                /** @description Its first 8 characters; of one that was made here */
                                prefix?: string;
                                roles: ("otus" | "admin" | "viewer")[];
                                /** @description The first 12 hex digits of its SHA-256: its name, here and in the log of commands */
                                sha256: string;
                            }[];
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Makes a token of the district, and shows it once
         * @description What is kept is its SHA-256 and its first 8 characters. It counts at once. Whoever asks with a token that expires is given one that expires no later, and by then where `expiresAt` is left out.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: instant
                         * @description From then on it is not known any more
                         */
                        expiresAt?: string;
                        /**
                         * Format: label
                         * @description What it is for, in words
                         */
                        label: string;
                        roles: ("otus" | "admin" | "viewer")[];
                    };
                };
            };
            responses: {
                /** @description The token, this one time */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt?: string;
                            /** @description `operator` for the command; else as `changedBy` of the settings */
                            createdBy?: string;
                            /**
                             * Format: instant
                             * @description From then on it is not known any more
                             */
                            expiresAt?: string;
                            /**
                             * Format: label
                             * @description What it is for, in words
                             */
                            label: string;
                            /**
                             * Format: date-time
                             * @description To within some minutes; null: not since uses are kept
                             */
                            lastUsedAt: string | null;
                            /** @description Its first 8 characters; of one that was made here */
                            prefix?: string;
                            roles: ("otus" | "admin" | "viewer")[];
                            /** @description The first 12 hex digits of its SHA-256: its name, here and in the log of commands */
                            sha256: string;
                            /** @description `pbk_` and 49 letters and digits, the last six of them a checksum */
                            token: string;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/districts/{districtId}/tokens/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a token of the district
         * @description No process takes it after 2.5 seconds, unless one cannot reach the ledger: that one goes on with the tokens that it knows. A request that was let in before is answered to its end. The token by which it is asked can be revoked as well.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    /** @description The first 12 hex digits of its SHA-256, or all of them */
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What it was */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt?: string;
                            /** @description `operator` for the command; else as `changedBy` of the settings */
                            createdBy?: string;
                            /**
                             * Format: instant
                             * @description From then on it is not known any more
                             */
                            expiresAt?: string;
                            /**
                             * Format: label
                             * @description What it is for, in words
                             */
                            label?: string;
                            /**
                             * Format: date-time
                             * @description To within some minutes; null: not since uses are kept
                             */
                            lastUsedAt: string | null;
                            /** @description Its first 8 characters; of one that was made here */
                            prefix?: string;
                            roles: ("otus" | "admin" | "viewer")[];
                            /** @description The first 12 hex digits of its SHA-256: its name, here and in the log of commands */
                            sha256: string;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where to find traces, metrics and the runbook
         * @description For everybody who is signed in, and every token.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description http or https; null: the operator named none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uri
                             * @description Grafana’s page
                             */
                            grafana: string | null;
                            /**
                             * Format: uri
                             * @description Jaeger’s page; a trace is at `/trace/{traceId}` below it
                             */
                            jaeger: string | null;
                            /**
                             * Format: uri
                             * @description What to do by symptom, as the operator has it
                             */
                            runbook: string | null;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the districts that the caller may see stand
         * @description For operators who are signed in also how the platform stands. What other services say of it is waited for some seconds at most, and null after that.
         */
        get: {
            parameters: {
                query?: {
                    /** @description csv: one file of a row a district */
                    format?: "json" | "csv";
                    /** @description Of the words; left out: as `Accept-Language` says */
                    language?: "en" | "es";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By district id */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description For operators, at most 30 s old; null where the rules service does not say in time */
                            deadLetters?: {
                                /** @description Of those that GET /v1/dead-letters goes through */
                                waiting: number;
                            } | null;
                            items: {
                                districtId: string;
                                /** @description Units whose time has come, those that are being delivered among them */
                                dueUnits: number;
                                /** @description The way to PowerSchool; null before the first delivery */
                                lane: {
                                    /** @description closed · open · halfOpen */
                                    circuit: string;
                                    circuitCode: string | null;
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    circuitOpenSince: string | null;
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    leasedUntil: string | null;
                                    minIntervalMs: number;
                                    owner: string | null;
                                    /** @description Share of the requests permitted in the last minute that were made; null where there is no interval, and where it is not known: delivery does not answer, or another of its processes than the one that was asked has the lane */
                                    paceUsed: number | null;
                                } | null;
                                /** @description The newest night as it is now; null before the first */
                                lastNight: {
                                    /** @description The district’s date */
                                    date: string;
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    finishedAt: string | null;
                                    runId: string;
                                    scores: {
                                        held: number;
                                        kept: number;
                                        rejected: number;
                                        sent: number;
                                    };
                                    /**
                                     * Format: date-time
                                     * @description UTC
                                     */
                                    startedAt: string;
                                    /**
                                     * @description `blocked` while the circuit is open: it goes on by itself
                                     * @enum {unknown}
                                     */
                                    state: "planning" | "delivering" | "finished" | "blocked";
                                    units: {
                                        held: number;
                                        inSync: number;
                                        planned: number;
                                        rejected: number;
                                        retrying: number;
                                    };
                                } | null;
                                name: string;
                                /**
                                 * Format: date-time
                                 * @description When the next night of the district begins, in UTC; null while it is paused
                                 */
                                nextNightAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                oldestDueAt: string | null;
                                paused: boolean;
                                timeZone: string;
                            }[];
                            /** @description For operators: messages that wait to be evaluated, by topic; null where the rules service does not say */
                            lag?: {
                                messages: number;
                                topic: string;
                            }[] | null;
                        };
                    };
                };
                /** @description Not valid: every wrong field is named */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description No known bearer token, and no session */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The token or the person is of another district or lacks the role, or a person’s `x-csrf-token` is wrong */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Not here */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A part of the path is longer than any id */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Too many requests without a known token from this address; Retry-After says when to come again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, or how to sign in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By the session’s cookie */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            signedIn: false;
                            signIn: {
                                /** @enum {string} */
                                kind: "demo";
                                people: {
                                    /** @description Null: of all districts */
                                    districtId: string | null;
                                    name: string;
                                    personId: string;
                                    /** @enum {unknown} */
                                    role: "teacher" | "viewer" | "admin" | "operator";
                                }[];
                            } | {
                                /** @enum {string} */
                                kind: "oidc";
                            } | {
                                /** @enum {string} */
                                kind: "none";
                            };
                        } | {
                            /** @description For whom the person acts; null: for nobody */
                            acting: {
                                districtId: string;
                                /** @description The teacher, by Otus */
                                userId: string;
                            } | null;
                            /** @description To be sent as `x-csrf-token` with everything that is not a GET or HEAD */
                            csrf: string;
                            /** @description By district id; of an operator all */
                            districts: {
                                districtId: string;
                                name: string;
                                /** @enum {unknown} */
                                role: "teacher" | "viewer" | "admin" | "operator";
                                /** @description By which ids units are a teacher’s; null for everybody else */
                                teacher: {
                                    otusUserIds: string[];
                                    sisTeacherIds: string[];
                                } | null;
                                timeZone: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            expiresAt: string;
                            /** @description The session was opened without any proof of who it is */
                            isDemo: boolean;
                            /** @description False while they act for a teacher */
                            isOperator: boolean;
                            person: {
                                name: string;
                                personId: string;
                                /** @description As what the person stands in the log of commands */
                                shown: string;
                            };
                            /** @enum {boolean} */
                            signedIn: true;
                        };
                    };
                };
                /** @description The ledger or a service behind this one is away; Retry-After says when to come again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
                            }[];
                            status: number;
                            title: string;
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
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
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
