/* Generated from the OpenAPI document of ingestion by `npm run generate`. */
export interface paths {
    "/v1/districts/{districtId}/section-assessments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes snapshots as NDJSON, one a line, streamed, any length
         * @description A bad line does not stop the good ones. When the broker fails on the way, the problem says how many were accepted: sending all of them again is safe, since a revision that is stored already changes nothing.
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
            /** @description One snapshot a line, each with its `sectionAssessmentId`, at most 1 MiB a line */
            requestBody: {
                content: {
                    "application/x-ndjson": string;
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
                            /** @description Snapshots that the broker has durably */
                            accepted: number;
                            /** @description The first 1000 lines that were not taken */
                            rejected: {
                                /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                                errors: {
                                    message: string;
                                    path: string;
                                }[];
                                /** @description From 1; blank lines count */
                                line: number;
                            }[];
                            /** @description All lines that were not taken */
                            rejectedCount: number;
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
                /** @description No known bearer token */
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
                /** @description The token is for another district or lacks the role otus */
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
                /** @description Larger than the limit */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
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
                /** @description Not the media type, or an encoding, that is taken */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
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
                /** @description The broker cannot take it now; Retry-After says when to come again */
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
    "/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Takes one snapshot of a section assessment
         * @description Answered once the broker has it durably. A revision that is older than, or equal to, what is stored changes nothing. What does not pass to PowerSchool by the rules (a total of 27.5, a standards scale, …) is valid here, and is explained by the console.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    districtId: string;
                    sectionAssessmentId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "sectionAssessmentId": "sa-9001",
                     *       "identifier": "S130545",
                     *       "revision": 7,
                     *       "kind": "standard",
                     *       "title": "Mid Term Exam",
                     *       "assessmentType": "Quiz",
                     *       "gradingScale": "points",
                     *       "totalPoints": 30,
                     *       "includeInFinalGrade": true,
                     *       "withdrawn": false,
                     *       "createdAt": "2026-11-02T15:00:00Z",
                     *       "assignedAt": "2026-11-03T15:00:00Z",
                     *       "dueDate": "2026-11-20",
                     *       "assignedBy": "otus-user-12",
                     *       "section": {
                     *         "otusClassId": "c-77",
                     *         "sisSectionId": "85001",
                     *         "sisSchoolId": "100",
                     *         "sisTeacherId": "8301",
                     *         "sisTermId": "3600"
                     *       },
                     *       "scores": [
                     *         {
                     *           "scoreId": "sc-1",
                     *           "studentId": "otus-stu-5",
                     *           "sisStudentId": "81001",
                     *           "completion": "graded",
                     *           "status": "onTime",
                     *           "points": 26.5,
                     *           "gradedAt": "2026-11-19T18:22:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        assessmentType: string;
                        /**
                         * Format: date-time
                         * @default null
                         */
                        assignedAt?: string | null;
                        /**
                         * Format: identifier
                         * @description Who assigned it, by Otus id
                         */
                        assignedBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        /**
                         * Format: date
                         * @default null
                         */
                        dueDate?: string | null;
                        /** @enum {unknown} */
                        gradingScale: "points" | "standards";
                        /**
                         * Format: identifier
                         * @description Shown in PowerSchool behind the title, as S130545
                         */
                        identifier: string;
                        includeInFinalGrade: boolean;
                        /** @enum {unknown} */
                        kind: "standard" | "plus";
                        /** @description Grows with every change; a snapshot that is older than, or equal to, what is stored changes nothing */
                        revision: number;
                        scores: {
                            /** @enum {unknown} */
                            completion: "notStarted" | "inProgress" | "turnedIn" | "graded";
                            /**
                             * Format: date-time
                             * @default null
                             */
                            gradedAt?: string | null;
                            /**
                             * @description Points earned
                             * @default null
                             */
                            points?: number | null;
                            /**
                             * Format: identifier
                             * @description Unique in the snapshot
                             */
                            scoreId: string;
                            /**
                             * Format: identifier
                             * @description The student in the SIS; null when it is not in the SIS
                             * @default null
                             */
                            sisStudentId?: string | null;
                            /** @enum {unknown} */
                            status: "onTime" | "late" | "missing" | "excused" | "excluded";
                            /**
                             * Format: identifier
                             * @description Otus' id of the student, unique in the snapshot
                             */
                            studentId: string;
                        }[];
                        section: {
                            /**
                             * Format: identifier
                             * @description The class in Otus
                             */
                            otusClassId: string;
                            /**
                             * Format: identifier
                             * @description Its school; null when it is not in the SIS
                             * @default null
                             */
                            sisSchoolId?: string | null;
                            /**
                             * Format: identifier
                             * @description The section in the SIS; null when it is not in the SIS
                             * @default null
                             */
                            sisSectionId?: string | null;
                            /**
                             * Format: identifier
                             * @description Its teacher; null when it is not in the SIS
                             * @default null
                             */
                            sisTeacherId?: string | null;
                            /**
                             * Format: identifier
                             * @description Its term; null when it is not in the SIS
                             * @default null
                             */
                            sisTermId?: string | null;
                        };
                        /**
                         * Format: identifier
                         * @description As in the path, where it is given
                         */
                        sectionAssessmentId?: string;
                        /**
                         * Format: date-counted-from
                         * @description Plus assessments only
                         * @default null
                         */
                        submissionDate?: string | null;
                        title: string;
                        totalPoints: number;
                        /** @description Deleted or unassigned in Otus */
                        withdrawn: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            accepted: true;
                            revision: number;
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
                /** @description No known bearer token */
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
                /** @description The token is for another district or lacks the role otus */
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
                /** @description Larger than the limit */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
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
                /** @description Not the media type, or an encoding, that is taken */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
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
                /** @description The broker cannot take it now; Retry-After says when to come again */
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
    "/v1/districts/{districtId}/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Takes all staff of the district
         * @description Replaces what was known when its revision is newer. Units are decided anew at the next night at the latest. A list that is empty, or has less than half of five or more people, is refused unless `confirmShrink=true` says that it is meant.
         */
        put: {
            parameters: {
                query?: {
                    /** @description The list is meant, however few people it has */
                    confirmShrink?: boolean;
                };
                header?: never;
                path: {
                    districtId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "revision": 3,
                     *       "staff": [
                     *         {
                     *           "userId": "otus-user-12",
                     *           "role": "teacher",
                     *           "sisUserId": "8301",
                     *           "inPassbackGroup": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description Grows with every change */
                        revision: number;
                        staff: {
                            /**
                             * Format: email
                             * @description Where the person is told in the morning what waits for them; kept sealed, and never given back
                             */
                            email?: string | null;
                            /** @description Member of the "PowerSchool Gradebook Passback" teacher group */
                            inPassbackGroup: boolean;
                            /** @enum {unknown} */
                            role: "teacher" | "coTeacher" | "admin";
                            /**
                             * Format: identifier
                             * @description The person in the SIS; null when not there
                             * @default null
                             */
                            sisUserId?: string | null;
                            /**
                             * Format: identifier
                             * @description Otus' id, unique in the list
                             */
                            userId: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            accepted: true;
                            revision: number;
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
                /** @description No known bearer token */
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
                /** @description The token is for another district or lacks the role otus */
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
                /** @description The list would lose so many people that it has to be confirmed */
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
                /** @description Larger than the limit */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
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
                /** @description Not the media type, or an encoding, that is taken */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            detail?: string;
                            /** @description Every wrong field, as scores[3].points; the empty path is the whole body */
                            errors: {
                                message: string;
                                path: string;
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
                /** @description The broker cannot take it now; Retry-After says when to come again */
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
