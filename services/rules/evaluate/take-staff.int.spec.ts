import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type StaffChanged, topics } from '@passback/contracts';
import type { StaffMember } from '@passback/domain';
import { type Ledger, openLedger } from '@passback/ledger';
import type { IncomingMessage } from '@passback/messaging';
import { createLogger, systemClock } from '@passback/service-kit';
import { Districts } from '../inputs/districts.ts';
import { StaffLists } from '../inputs/staff-lists.ts';
import { settingsOf } from '../testing/facts.fixture.ts';
import { takeStaff } from './take-staff.ts';

const DISTRICT = 'lincoln';
const NOW = 1_790_000_000_000;

let ledger: Ledger;
let logged: Record<string, unknown>[];
beforeEach(async () => {
  ledger = await openLedger({ url: 'sqlite::memory:' });
  await ledger.districts.put(settingsOf(DISTRICT), { by: 'file', at: 0 });
  logged = [];
});
afterEach(() => ledger.close());

const people = (count: number): StaffMember[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ userId: `otus-user-${index}`, role: 'teacher' as const, sisUserId: null, inPassbackGroup: true },
  }));

interface List {
  readonly revision: number;
  readonly count: number;
  readonly isShrinkConfirmed?: boolean;
}

const overTheWire = (list: StaffChanged) => topics.staff.decode(topics.staff.encode(list));

/** Lists as one batch of the topic. */
async function take(lists: readonly List[], used: Ledger = ledger) {
  const clock = { ...systemClock, now: () => NOW };
  const logger = {
    ...createLogger('rules', 'silent'),
    warn: (fields: Record<string, unknown>) => void logged.push(fields),
  } as unknown as ReturnType<typeof createLogger>;
  const context = {
    ...{ ledger: used, clock, logger },
    districts: new Districts(used.districts, clock),
    staff: new StaffLists(used.staff, clock),
  };
  const messages = lists.map(({ revision, count, isShrinkConfirmed }) => ({
    value: overTheWire({ districtId: DISTRICT, revision, staff: people(count), isShrinkConfirmed }),
  })) as IncomingMessage<StaffChanged>[];
  return takeStaff(context, messages);
}

async function held(): Promise<[revision: number, people: number]> {
  const record = await ledger.staff.get(DISTRICT);
  return [record?.revision ?? 0, record?.staff.length ?? 0];
}

describe('a list of staff that loses too many people', () => {
  it.each([
    [100, 0],
    [100, 49],
    [5, 2],
    [3, 0],
  ])(
    'is refused: of %d people %d, and the one before it stays, which the ledger, the log and no dead letter tell',
    async (before, after) => {
      await take([{ revision: 1, count: before }]);
      expect(await take([{ revision: 2, count: after }])).toEqual({ poison: [] });
      expect(await held()).toEqual([1, before]);
      const refusal = { revision: 2, people: after, heldPeople: before };
      expect(await ledger.staff.refusal(DISTRICT)).toEqual({ ...refusal, at: NOW });
      expect(logged).toEqual([{ district: DISTRICT, ...refusal }]);
    },
  );

  it.each([
    [100, 50],
    [4, 1],
    [0, 0],
    [10, 30],
  ])('is another than from %d to %d people, which is taken', async (before, after) => {
    await take([{ revision: 1, count: before }]);
    await take([{ revision: 2, count: after }]);
    expect(await held()).toEqual([2, after]);
    expect(await ledger.staff.refusal(DISTRICT)).toBeNull();
  });

  it('is taken when it comes again with a confirmation, under the same revision', async () => {
    await take([{ revision: 1, count: 100 }]);
    await take([{ revision: 2, count: 3 }]);
    await take([{ revision: 2, count: 3, isShrinkConfirmed: true }]);
    expect(await held()).toEqual([2, 3]);
    expect(await ledger.staff.refusal(DISTRICT)).toBeNull();
  });

  it('is judged within a batch as when each came alone: the last that is no mistake is kept', async () => {
    await take([
      { revision: 1, count: 100 },
      { revision: 2, count: 90 },
      { revision: 3, count: 0 },
    ]);
    expect(await held()).toEqual([2, 90]);
    expect(await ledger.staff.refusal(DISTRICT)).toMatchObject({ revision: 3, heldPeople: 90 });
    await take([
      { revision: 4, count: 2 },
      { revision: 5, count: 80 },
    ]);
    expect(await held()).toEqual([5, 80]);
    expect(await ledger.staff.refusal(DISTRICT)).toBeNull();
    expect(logged.map(({ revision }) => revision)).toEqual([3, 4]);
  });

  it('is judged against what another process took meanwhile', async () => {
    await take([{ revision: 1, count: 4 }]);
    let isFirst = true;
    const overtaken: Ledger = {
      ...ledger,
      staff: {
        ...ledger.staff,
        put: async (record, over) => {
          if (isFirst) await ledger.staff.put({ districtId: DISTRICT, revision: 2, staff: people(100) });
          isFirst = false;
          return ledger.staff.put(record, over);
        },
      },
    };
    await take([{ revision: 3, count: 3 }], overtaken);
    expect(await held()).toEqual([2, 100]);
    expect(await ledger.staff.refusal(DISTRICT)).toMatchObject({ revision: 3, people: 3, heldPeople: 100 });
  });

  it('of an older revision is nothing at all', async () => {
    await take([{ revision: 5, count: 100 }]);
    await take([
      { revision: 5, count: 0 },
      { revision: 4, count: 0 },
    ]);
    expect(await held()).toEqual([5, 100]);
    expect(logged).toEqual([]);
  });
});
