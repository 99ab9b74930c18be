import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

const SETTINGS = '/d/lincoln/settings';

let running: DemoPage;
let page: Page;

beforeAll(async () => {
  running = await startDemoPage();
  page = await running.browser.signIn('Administrator of lincoln');
}, 180_000);
afterAll(async () => {
  await running.stop();
}, 60_000);

describe('the settings of a district', () => {
  it('are not stored with a value that is wrong: its field has the focus', async () => {
    await page.goto(SETTINGS);
    const name = page.getByRole('textbox', { name: /^Name/ });
    await name.fill('   ');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'One value is wrong. Nothing was stored.' }).waitFor();
    await page.getByText('This must not be empty.').waitFor();
    await name.and(page.locator(':focus')).waitFor();
    await expectAccessible(page);
  }, 60_000);

  it('are not left without a question while they are not stored', async () => {
    await page.getByRole('link', { name: 'Nights', exact: true }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByText('Cancel', { exact: true }).click();
    await question.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe(SETTINGS);
    await page.getByRole('link', { name: 'Nights', exact: true }).click();
    await question.getByRole('button', { name: 'Leave and lose the changes' }).click();
    await page.waitForURL('**/d/lincoln/nights');
  }, 60_000);

  it('are tried again by themselves once the console is back', async () => {
    await page.goto(SETTINGS);
    await page.route('**/v1/districts/lincoln?dryRun=true', (route) => route.abort());
    await page.getByLabel('The night begins at').fill('02:30');
    await page.getByText('The console does not answer.').waitFor();
    await page.unroute('**/v1/districts/lincoln?dryRun=true');
    await page.getByText(/With these settings the next night begins/).waitFor();
    await page.getByRole('button', { name: 'Undo all changes' }).click();
  }, 60_000);
});

describe('addresses', () => {
  it.each(['/nowhere', '/d/lincoln/nowhere', '/districts', '/d/jefferson/tonight'])(
    'that lead to nothing of theirs say so: %s',
    async (address) => {
      await page.goto(address);
      await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
    },
    60_000,
  );

  it('of a district alone lead to its first page', async () => {
    await page.goto('/d/lincoln');
    await page.waitForURL('**/d/lincoln/tonight');
  }, 60_000);
});

describe('a session', () => {
  it('that another tab ended is over here too, and says so', async () => {
    await page.goto('/d/lincoln/mapping');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText(/^Checked/).waitFor();
    await page.reload();
    await page.getByText(/^Checked/).waitFor();
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Your session has ended').waitFor({ timeout: 5_000 });
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('kept')))).toEqual(
      [],
    );
    expect(await other.getByText('Your session has ended').count()).toBe(0);
    await other.close();
  }, 60_000);

  it('that is over is noticed with the first answer that says so', async () => {
    await page.getByRole('button', { name: /^Sign in as Administrator of Lincoln/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Mapping health' }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Who changed what' }).dispatchEvent('click');
    await page.getByText('Your session has ended').waitFor({ timeout: 5_000 });
  }, 60_000);
});
