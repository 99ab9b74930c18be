import { afterEach, describe, expect, it } from '@jest/globals';
import type { StaffChanged } from '@passback/contracts';
import { staffEmailOf } from '@passback/service-host';
import {
  DISTRICT,
  recordingBroker,
  type RunningIngestion,
  secrets,
  startIngestion,
} from '../testing/ingestion.fixture.ts';

const STAFF = `/v1/districts/${DISTRICT}/staff`;
const PERSON = { userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true };

let running: RunningIngestion | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(broker = recordingBroker()): Promise<RunningIngestion> {
  running = await startIngestion(broker);
  return running;
}

async function problem(response: Response): Promise<{ status: number; detail?: string; errors: { path: string }[] }> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as Awaited<ReturnType<typeof problem>>;
}

describe('a list of staff that would shrink implausibly', () => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...PERSON, role: 'teacher' as const, userId: `u-${index}` }));
  const hold = (ledger: RunningIngestion['ledger'], count: number) =>
    ledger.staff.put({ districtId: DISTRICT, revision: 3, staff: people(count) });

  it.each([0, 49])('is 409 that names the counts and how to confirm: 100 people and then %d', async (count) => {
    const broker = recordingBroker();
    const { send, ledger } = await start(broker);
    await hold(ledger, 100);
    const body = { revision: 4, staff: people(count) };
    const refused = await problem(await send('PUT', STAFF, body));
    expect(refused).toMatchObject({ status: 409, errors: [{ path: 'staff' }] });
    expect(refused.detail).toBe(
      `the list has ${count} people and 100 are held: if it is meant, send it again with ?confirmShrink=true`,
    );
    expect(broker.produced).toEqual([]);
    expect((await problem(await send('PUT', `${STAFF}?confirmShrink=false`, body))).status).toBe(409);
    expect((await send('PUT', `${STAFF}?confirmShrink=true`, body)).status).toBe(202);
    expect(broker.produced).toMatchObject([{ message: { value: { revision: 4, isShrinkConfirmed: true } } }]);
  });

  it('is 202 where it is older, or loses no more than half, or the district is small', async () => {
    const { send, ledger } = await start();
    await hold(ledger, 100);
    expect((await send('PUT', STAFF, { revision: 3, staff: [] })).status).toBe(202);
    expect((await send('PUT', STAFF, { revision: 4, staff: people(50) })).status).toBe(202);
    await ledger.staff.put({ districtId: DISTRICT, revision: 5, staff: people(4) });
    expect((await send('PUT', STAFF, { revision: 6, staff: people(1) })).status).toBe(202);
    expect((await send('PUT', STAFF, { revision: 6, staff: [] })).status).toBe(409);
  });

  it.each(['yes', '1', 'true&confirmShrink=true'])('is confirmed by true alone: %s is 400', async (given) => {
    const { send } = await start();
    const wrong = await problem(await send('PUT', `${STAFF}?confirmShrink=${given}`, { revision: 1, staff: [] }));
    expect(wrong).toMatchObject({ status: 400, errors: [{ path: 'confirmShrink' }] });
  });

  it.each<[string, () => Promise<never>]>([
    ['is away', () => Promise.reject(new Error('away'))],
    ['does not answer', () => new Promise(() => undefined)],
  ])('is left to rules while the ledger %s', async (_what, get) => {
    const broker = recordingBroker();
    const { send, ledger } = await start(broker);
    await hold(ledger, 100);
    ledger.staff.get = get;
    expect((await send('PUT', STAFF, { revision: 4, staff: [] })).status).toBe(202);
    expect(broker.produced).toHaveLength(1);
    expect(broker.produced[0]?.message.value).not.toHaveProperty('isShrinkConfirmed');
  });
});

describe('an address of one of the staff', () => {
  it('goes on sealed for the person, and nowhere in plain text', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    const staff = [
      { ...PERSON, email: 'ada@lincoln.example' },
      { ...PERSON, userId: 'u-2', email: null },
    ];
    expect((await send('PUT', STAFF, { revision: 4, staff })).status).toBe(202);
    const [first, second] = (broker.produced[0]?.message.value as StaffChanged).staff;
    expect(JSON.stringify(broker.produced)).not.toContain('ada@');
    expect(secrets.open(first?.sealedEmail ?? '', staffEmailOf(DISTRICT, PERSON.userId))).toBe('ada@lincoln.example');
    expect(() => secrets.open(first?.sealedEmail ?? '', staffEmailOf(DISTRICT, 'u-2'))).toThrow();
    expect(second?.sealedEmail).toBeUndefined();
  });

  it.each([
    'ada',
    'ada@localhost',
    'Ada <ada@lincoln.example>',
    'ada@lincoln.example\r\nBcc: b@x.org',
    'a b@x.org',
    '',
  ])('is refused as %j', async (email) => {
    const { send } = await start();
    const refused = await problem(await send('PUT', STAFF, { revision: 4, staff: [{ ...PERSON, email }] }));
    expect(refused).toMatchObject({ status: 400, errors: [{ path: 'staff[0].email' }] });
  });
});
