import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger, NotificationStore } from '@passback/ledger';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { type MailServer, startMailServer } from './testing/mail-server.fixture.ts';
import { DATE, openWorld, type World } from './testing/world.fixture.ts';

const LEASE_MS = 60_000;

let mails: MailServer;
let world: World;
beforeEach(async () => {
  mails = await startMailServer();
  world = await openWorld(mails.url);
});
afterEach(async () => {
  await world.close();
  await mails.stop();
});

type Step = keyof NotificationStore;

interface Death {
  readonly step: Step;
  /** Which of the calls. */
  readonly nth: number;
  /** Whether the ledger did it before the process ended. */
  readonly isDone: boolean;
}

/** The ledger as a process sees it that ends at a step: from then on nothing that it does has an effect, and nothing is answered to it. */
function ledgerUntil({ step, nth, isDone }: Death): { ledger: Ledger; isDead: () => boolean } {
  let calls = 0;
  let isDead = false;
  const store = new Proxy(world.ledger.notifications, {
    get(target, name: Step) {
      return async (...args: unknown[]) => {
        if (isDead) throw new Error('the process has ended');
        const work = (target[name] as (...all: unknown[]) => Promise<unknown>).bind(target);
        if (name !== step) return work(...args);
        // A claim that finds nothing is no step.
        const result = isDone || name === 'claim' ? await work(...args) : undefined;
        if (name === 'claim' && (result as unknown[]).length === 0) return result;
        calls += 1;
        if (calls < nth) return isDone || name === 'claim' ? result : work(...args);
        isDead = true;
        throw new Error('the process ends');
      };
    },
  });
  return { ledger: { ...world.ledger, notifications: store }, isDead: () => isDead };
}

const DEATHS: Death[] = [
  ...(['brief', 'plan', 'markPlanned', 'isSilenced'] as const).flatMap((step) =>
    [false, true].map((isDone) => ({ step, nth: 1, isDone })),
  ),
  { step: 'claim', nth: 1, isDone: true },
  ...(['beginBody', 'settle'] as const).flatMap((step) =>
    [1, 2].flatMap((nth) => [false, true].map((isDone) => ({ step, nth, isDone }))),
  ),
];

describe('a process that ends', () => {
  it.each(DEATHS)('at $step, call $nth, done: $isDone, makes nobody get a message twice', async (death) => {
    await world.unit('sa-1', { reasons: [{ code: 'NOT_IN_FINAL_GRADE' }] });
    await world.night(DATE);
    const { ledger, isDead } = ledgerUntil(death);
    await world.start({ NOTIFICATIONS_LEASE_MS: LEASE_MS }, ledger);
    await eventually(() => expect(isDead()).toBe(true));
    // What the mail server had begun to take is taken by now.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await world.start({ NOTIFICATIONS_LEASE_MS: LEASE_MS });
    world.clock.pass(LEASE_MS);
    await eventually(async () => {
      const states = (await world.told()).map(({ state }) => state);
      expect(states).toHaveLength(2);
      for (const state of states) expect(['sent', 'inDoubt']).toContain(state);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const told = await world.told();
    const doubts = told.filter(({ state }) => state === 'inDoubt').length;
    const people = mails.received.map((mail) => mail.to[0]);
    expect(new Set(people).size).toBe(people.length);
    // Whoever did not get theirs is known to be in doubt.
    expect(people.length).toBeGreaterThanOrEqual(2 - doubts);
    // With the second of them the first is on its way, and its answer is not stored any more.
    const isOnItsWay = death.step === 'beginBody' && (death.isDone || death.nth === 2);
    const mayBeInDoubt = death.step === 'settle' || isOnItsWay;
    if (!mayBeInDoubt) expect({ doubts, people: people.length }).toEqual({ doubts: 0, people: 2 });
  });
});
