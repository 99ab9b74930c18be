import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

let running: DemoPage;

beforeAll(async () => {
  running = await startDemoPage();
}, 180_000);
afterAll(async () => {
  expect(running.browser.troubles).toEqual([]);
  await running.stop();
}, 60_000);

it.each(['desktop', 'phone'] as const)(
  'an administrator acts for a teacher, and stops, on a %s',
  async (device) => {
    const page = await running.browser.signIn('Administrator', { device });
    if (device === 'phone') await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Act for a teacher' }).click();
    const choice = page.getByRole('group', { name: 'Act for a teacher' });
    await choice
      .getByRole('button', { name: /^Act for / })
      .first()
      .waitFor();
    await expectAccessible(page);
    await takePicture(page, `acting-choice-${device}`);
    await choice.getByLabel('Id in Otus or PowerSchool').fill('8301');
    await choice.getByText('PowerSchool: 8301').waitFor();
    await choice
      .getByRole('button', { name: /^Act for / })
      .first()
      .click();
    await page.getByText(/You act for teacher .+\./).waitFor();
    await choice.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe('/d/lincoln/assessments');
    expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await takePicture(page, `acting-${device}`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/You act for teacher/).waitFor({ state: 'hidden' });
    if (device === 'phone') await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Settings' }).waitFor();
  },
  120_000,
);
