import { describe, expect, it } from '@jest/globals';
import pMap from 'p-map';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { type Path, PATHS } from './testing/paths.fixture.ts';
import {
  AFTER_LEASE_MS,
  connectGradebook,
  type Connector,
  openSimulated,
  whatIsWrong,
} from './testing/simulated-powerschool.fixture.ts';

const PARTS = { createGradebook: connectGradebook };
/** Worlds side by side: most of each is waiting. */
const AT_ONCE = 4;

interface Crash {
  /** The request of the night, from 1. */
  readonly n: number;
  readonly phase: 'before' | 'after';
}

/** One night in which the process is killed at a request and another one takes over; null: without. */
async function play(
  connector: Connector,
  path: Path,
  crash: Crash | null,
): Promise<{ requests: number; wrong: string | null }> {
  const { world, sis, close } = await openSimulated(connector);
  try {
    if (path.before !== null) {
      const app = await world.start(PARTS);
      await world.night([path.before]);
      await world.settled();
      await path.since?.(world, sis);
      await app.stop();
    }
    sis.requests.clear();
    const first = await world.start(PARTS);
    let seen = 0;
    let isKilled = false;
    const end = sis.onRequest('*', crash?.phase ?? 'before', () => {
      seen += 1;
      if (seen !== crash?.n) return;
      isKilled = true;
      first.kill();
      // This one is cut where it stands, and what a dead process would not have sent is never carried out.
      sis.faults.add({ when: crash.phase, action: { kind: 'reset' }, count: 1 });
      sis.faults.add({ when: 'before', action: { kind: 'reset' } });
    });
    await world.night([path.sketch], path.options);
    if (crash !== null) {
      await eventually(() => expect(isKilled).toBe(true));
      end();
      world.clock.advance(AFTER_LEASE_MS);
      await first.stop();
      sis.faults.clear();
      await world.start(PARTS);
    }
    await world.settledPastWaits();
    return { requests: sis.requests.entries().length, wrong: await whatIsWrong(world, sis, path) };
  } finally {
    await close();
  }
}

describe.each(['xte', 'oneroster'] as const)(
  'over %s, a process that is killed before or after any request of',
  (connector) => {
    it.each(PATHS)(
      '$name leaves one assignment with every score right',
      async (path) => {
        const { requests, wrong } = await play(connector, path, null);
        expect(wrong).toBeNull();
        expect(requests).toBeGreaterThan(1);
        const crashes = Array.from({ length: requests }, (_, index) => index + 1).flatMap((n) =>
          (['before', 'after'] as const).map((phase) => ({ n, phase })),
        );
        const wrongs = await pMap(
          crashes,
          async (crash) => {
            const { wrong: is } = await play(connector, path, crash);
            return is === null ? [] : [`${crash.phase} request ${crash.n}: ${is}`];
          },
          { concurrency: AT_ONCE },
        );
        expect(wrongs.flat()).toEqual([]);
      },
      120_000,
    );
  },
);
