import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { takePicture } from './browser.fixture.ts';
import { type PlayedPage, startPlayedPage } from './played-page.fixture.ts';

/** Slow enough that the run is seen in its middle, and that it is cut off there. */
const SLOW = { minIntervalMs: 60, timeoutMs: 2_000 };
/** How long a killed process keeps its lane: its successor waits for that. */
const LEASE_MS = '3000';

let running: PlayedPage;

beforeAll(async () => {
  running = await startPlayedPage({
    size: { sections: 6, studentsPerSection: 10, unitsPerSection: 6 },
    powerschool: SLOW,
    env: { DELIVERY_LEASE_MS: LEASE_MS },
  });
}, 180_000);
afterAll(() => running.stop(), 60_000);

it('a run’s page whose console is killed says that it is stale, and goes on by itself once the console is back', async () => {
  const page = await running.browser.signIn('Administrator of lincoln');
  await page.getByRole('button', { name: 'Start a run now' }).click();
  await page.getByRole('button', { name: 'Start it' }).click();
  await page.getByText(/[1-9]\d* of \d+ assessments are done/).waitFor();
  await page.getByText(/assessments a minute/).waitFor();
  await takePicture(page, 'run-in-progress');
  const address = page.url();
  await running.system.end('SIGKILL');
  await page.getByText(/What you see is from/).waitFor();
  await takePicture(page, 'console-away');
  await running.system.start();
  await page.getByText(/It began .* and ended/).waitFor();
  await page.getByText(/What you see is from/).waitFor({ state: 'detached' });
  expect(page.url()).toBe(address);
  await running.play.expectAsIntended();
}, 240_000);
