import { createHash } from 'node:crypto';

export const DISTRICT = 'lincoln';
export const TOKENS = {
  admin: 'token-of-an-admin',
  viewer: 'token-of-a-viewer',
  otus: 'token-of-otus',
  other: 'token-of-another-district',
} as const;

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export const SECRET = 'the-secret-of-lincoln';

/** A district as a file or a PUT gives it; a spec changes the one thing that it is about. */
export function settingsJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    districtId: DISTRICT,
    name: 'Lincoln USD',
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: '2026-08-15',
    paused: false,
    pastDueAsZero: false,
    categories: { Quiz: 'Quizzes', Test: 'Tests' },
    powerschool: powerschoolJson(),
    gradingPeriods: [{ schoolId: '100', name: 'Q2', start: '2026-10-12', end: '2026-12-18' }],
    tokens: [
      { sha256: hashOf(TOKENS.admin), roles: ['admin'] },
      { sha256: hashOf(TOKENS.viewer), roles: ['viewer'] },
      { sha256: hashOf(TOKENS.otus), roles: ['otus'] },
    ],
    ...changes,
  };
}

export function powerschoolJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    connector: 'xte',
    baseUrl: 'http://127.0.0.1:4010',
    clientId: 'client',
    clientSecret: SECRET,
    minIntervalMs: 0,
    concurrency: 4,
    timeoutMs: 15_000,
    maxTitleLength: 50,
    ...changes,
  };
}
