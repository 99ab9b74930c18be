import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

let running: DemoPage;

beforeAll(async () => {
  running = await startDemoPage();
}, 180_000);
afterAll(async () => {
  await running?.stop();
  expect(running.browser.troubles).toEqual([]);
}, 60_000);

describe.each(['desktop', 'phone'] as const)('signing in to the demo, on a %s', (device) => {
  it('offers people, says that it is a demonstration, and lets one out again', async () => {
    const page = await running.browser.open({ device });
    await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
    await page.getByText('This is a demonstration').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await takePicture(page, `sign-in-${device}`);
    await page.getByRole('button', { name: 'Sign in as Administrator of Lincoln USD' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
  }, 120_000);
});
