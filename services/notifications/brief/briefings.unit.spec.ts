import { expect, it } from '@jest/globals';
import { type DistrictRecord, LedgerError } from '@passback/ledger';
import { createLogger, systemClock } from '@passback/service-kit';
import { settings } from '../../../libs/ledger/contract/records.fixture.ts';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import type { NotificationsContext } from '../notifications-context.ts';
import { Briefings } from './briefings.ts';

const DISTRICTS = ['adams', 'lincoln', 'monroe'];

/** What is said, by district, in five looks at districts of which lincoln fails with `error`; and which were looked at. */
async function fiveRounds(error: Error): Promise<{ said: unknown[]; looked: string[] }> {
  const [said, looked]: [unknown[], string[]] = [[], []];
  const logger = createLogger('notifications', 'silent');
  logger.warn = (fields: unknown) => void said.push((fields as { district?: string }).district ?? 'all');
  let rounds = 0;
  const ledger = {
    districts: {
      list: async () => {
        rounds += 1;
        return DISTRICTS.map((id) => ({ settings: settings(id, { paused: true }), createdAt: 0 }) as DistrictRecord);
      },
    },
    notifications: {
      lastBriefing: async (districtId: string) => {
        if (districtId === 'lincoln') throw error;
        looked.push(districtId);
        return null;
      },
    },
  } as unknown as NotificationsContext['ledger'];
  const operators = ['operator@otus.example'];
  const context = { ledger, secrets: {} as never, clock: systemClock, logger, owner: 'this', operators };
  const briefings = new Briefings({ ...context, tellsOfAnyRun: false }, 1);
  briefings.start();
  await eventually(() => expect(rounds).toBeGreaterThan(5));
  await briefings.stop();
  return { said, looked };
}

it('a district that cannot be told of is said once, and the others are looked at', async () => {
  const { said, looked } = await fiveRounds(new Error('no such time zone'));
  expect(said).toEqual(['lincoln']);
  expect(looked.slice(0, 4)).toEqual(['adams', 'monroe', 'adams', 'monroe']);
});

it('a ledger that is away is said once, of no district', async () => {
  const { said } = await fiveRounds(new LedgerError('UNAVAILABLE', 'away'));
  expect(said).toEqual(['all']);
});
