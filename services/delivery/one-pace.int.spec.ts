import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Ledger, openLedger } from '@passback/ledger';
import { sharedMongo } from '@passback/local-infrastructure';
import { createGradebook, type GradebookConnection, Paces, type TimeReserver } from '@passback/powerschool';
import { type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import type { GradebookOptions } from './lanes/open-gradebook.ts';
import { SimulatedTime } from './testing/simulated-time.fixture.ts';
import { ROSTER } from './testing/simulated-powerschool.fixture.ts';

const SECTION = { schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };
/** In real time, which none of the requests takes long of. */
const TIMEOUT_MS = 10_000;
const LIMIT_MS = 120_000;

const mongo = await sharedMongo();

describe.each(['SQLite', 'MongoDB'])('the pace of a PowerSchool, over a ledger in %s', (kind) => {
  const onLedger = kind === 'MongoDB' && mongo === null ? it.skip : it;
  let folder: string;
  let url: string;
  let clock: SimulatedTime;
  let sis: PowerSchoolSimulator;
  let said: string[];
  let reservations: number;
  let closing: (() => Promise<void>)[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'passback-pace-'));
    url = kind === 'SQLite' ? `sqlite:${path.join(folder, 'ledger.db')}` : `${mongo?.url}/pace-${randomUUID()}`;
    clock = new SimulatedTime();
    sis = await startPowerSchool({ clientId: 'client', clientSecret: 'secret', clock });
    sis.gradebook.seed(ROSTER);
    [said, reservations, closing] = [[], 0, []];
  });
  afterEach(async () => {
    for (const close of closing.toReversed()) await close();
    await sis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What a process has: a ledger and paces of its own. */
  async function startProcess(minIntervalMs: number): Promise<GradebookConnection> {
    const ledger = await openLedger({ url, leaseClock: () => clock.now() });
    const say = (_fields: unknown, message: string): void => void said.push(message);
    const sharing = { time: standingStill(ledger), logger: { info: say, warn: say } as never };
    const connection = createGradebook(
      {
        ...{ districtId: 'lincoln', connector: 'xte', baseUrl: sis.url, isAddressTrusted: true },
        ...{ clientId: 'client', clientSecret: 'secret', minIntervalMs, concurrency: 4, timeoutMs: TIMEOUT_MS },
      },
      { paces: new Paces({ clock, sharing }), ...requestsStandingStill() },
    );
    closing.push(() => ledger.close(), connection.close);
    return connection;
  }

  /** Time stands still from a request's turn, of which a permit is asked twice, to its end. */
  function requestsStandingStill(): Pick<GradebookOptions, 'permit' | 'observer'> {
    return {
      permit: { signal: new AbortController().signal, check: () => clock.begun() },
      observer: { requestEnded: () => [1, 2].forEach(() => clock.ended()) },
    };
  }

  /** Time stands still while the ledger is asked. */
  function standingStill(ledger: Ledger): TimeReserver {
    return {
      reserve: (districtId, stretch) => {
        reservations += 1;
        clock.begun();
        return ledger.paces.reserve(districtId, stretch).finally(() => clock.ended());
      },
    };
  }

  /** Four workers, as in a night. */
  async function work({ gradebook }: GradebookConnection, requests: number): Promise<void> {
    let left = requests;
    const worker = async (): Promise<void> => {
      while ((left -= 1) >= 0) await gradebook.assignments(SECTION);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
  }

  /** A person's command, or a term that is looked up, every now and then; the longest that one of them took. */
  async function nowAndThen(times: number, everyMs: number, request: () => Promise<unknown>): Promise<number> {
    let longestMs = 0;
    for (let left = times; left > 0; left -= 1) {
      await clock.sleep(everyMs);
      const begun = clock.now();
      await request();
      longestMs = Math.max(longestMs, clock.now() - begun);
    }
    return longestMs;
  }

  const expectNoneRefused = (atLeast: number): void => {
    const { violations, permitted } = sis.throttle.counts();
    expect(violations).toBe(0);
    expect(permitted).toBeGreaterThanOrEqual(atLeast);
    expect(said).toEqual([]);
  };

  onLedger.each([50, 200])(
    'of %i ms is kept by a lane, a command on another replica and a reader of terms, and nobody waits long',
    async (intervalMs) => {
      sis.throttle.set(intervalMs);
      const [lane, command, terms] = [
        await startProcess(intervalMs),
        await startProcess(intervalMs),
        await startProcess(intervalMs),
      ];
      let shareUsed = 0;
      const [, commandMs, termsMs] = await clock.pass(
        Promise.all([
          work(lane, 300).then(() => (shareUsed = sis.throttle.counts().shareOfSlotsUsed)),
          nowAndThen(8, 900, async () => {
            await command.gradebook.authenticate();
            await command.gradebook.assignments(SECTION);
          }),
          nowAndThen(8, 1_100, () => terms.gradebook.terms('100', [2026])),
        ]),
      );
      expectNoneRefused(316);
      // Each request of theirs comes after what the lane has ahead.
      expect(Math.max(commandMs, termsMs)).toBeLessThan(3 * 2_000);
      expect(shareUsed).toBeGreaterThanOrEqual(0.9);
    },
    LIMIT_MS,
  );

  onLedger(
    'is kept by two replicas that both work, and by the one that takes the place of another that was killed',
    async () => {
      sis.throttle.set(50);
      const [one, other] = [await startProcess(50), await startProcess(50)];
      const both = Promise.allSettled([work(one, 1_000), work(other, 150)]);
      await clock.pass(clock.sleep(5_000));
      // What it has ahead stays reserved; nobody gives it back.
      await clock.pass(one.close());
      const next = await startProcess(50);
      await clock.pass(Promise.all([both, work(next, 100)]));
      expectNoneRefused(260);
    },
    LIMIT_MS,
  );

  onLedger('asks nothing of the ledger where there is no interval', async () => {
    const [one, other] = [await startProcess(0), await startProcess(0)];
    await clock.pass(Promise.all([work(one, 40), work(other, 40)]));
    expect(reservations).toBe(0);
  });
});
