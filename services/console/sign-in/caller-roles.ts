/** What a person may be, the strongest last. */
export const CALLER_ROLES = ['teacher', 'viewer', 'admin', 'operator'] as const;
export type CallerRole = (typeof CALLER_ROLES)[number];
