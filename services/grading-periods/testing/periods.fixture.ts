import { randomBytes } from 'node:crypto';
import { type DistrictRecord, type DistrictSettings, fileMemory } from '@passback/ledger';
import { clientSecretOf } from '@passback/service-host';
import { type Clock, createLogger, Secrets } from '@passback/service-kit';

/** A clock that stands until it is moved; who sleeps is woken when it passes their time. */
export class StandingClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<{ until: number; wake: () => void }>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.until <= this.#now) sleeper.wake();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        until: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }
}

export const secrets = new Secrets(randomBytes(32), {});
export const logger = createLogger('grading-periods', 'silent');
export const CLIENT = { clientId: 'passback', clientSecret: 'a secret' } as const;

export function districtSettings(change: Partial<DistrictSettings> = {}): DistrictSettings {
  return {
    districtId: 'lincoln',
    name: 'Lincoln USD',
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: null,
    paused: false,
    pastDueAsZero: false,
    categories: { Quiz: 'Quizzes' },
    powerschool: {
      connector: 'xte',
      baseUrl: 'http://127.0.0.1:9',
      clientId: CLIENT.clientId,
      clientSecret: secrets.seal(CLIENT.clientSecret, clientSecretOf(change.districtId ?? 'lincoln')),
      minIntervalMs: 0,
      concurrency: 4,
      timeoutMs: 2_000,
      maxTitleLength: 50,
    },
    gradingPeriods: null,
    tokens: [],
    ...change,
  };
}

/** As the operator's file gives a district: its PowerSchool may then be on this machine. */
export function districtRecord(settings: DistrictSettings, version: number, changedAt: number): DistrictRecord {
  return {
    settings,
    version,
    createdAt: 0,
    changedAt,
    changedBy: 'file',
    evaluatedWith: null,
    file: fileMemory(settings),
  };
}
