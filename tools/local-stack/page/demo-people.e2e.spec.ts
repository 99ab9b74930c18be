import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

const LINKS = {
  JAEGER_URL: 'https://jaeger.example.test',
  GRAFANA_URL: 'https://grafana.example.test',
  RUNBOOK_URL: 'https://runbook.example.test/passback',
};

/** One demo for all of these: none of them changes what another looks at. */
let running: DemoPage;

beforeAll(async () => {
  running = await startDemoPage({ env: LINKS });
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

/** How many of what a selector finds are seen. */
const seen = (page: Page, selector: string): Promise<number> =>
  page.locator(selector).filter({ visible: true }).count();

/** Colours of texts that are seen on the paper, each with how dark it is: 0 is black, 255 white. */
const PALEST = `Math.max(...[...document.querySelectorAll('main *')]
  .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
  .map((one) => getComputedStyle(one).color.match(/[\\d.]+/g).slice(0, 3).map(Number))
  .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue))`;
/** What around a table would cut off rows that take more room on paper than on the screen. */
const CUTTING = `[...document.querySelectorAll('main table')].flatMap((table) => {
  const around = [];
  for (let one = table; one.id !== 'content'; one = one.parentElement) around.push(one);
  return around.filter((one) => getComputedStyle(one).overflow !== 'visible').map((one) => one.className);
})`;
/** Nothing paler than this is read easily on white paper. */
const PALEST_TEXT = 120;

it.each(['light', 'dark'] as const)(
  'an assessment prints in %s colours as text on white, without what is pressed',
  async (colours) => {
    const page = await running.browser.signIn('Teacher', { colours });
    await page.locator('main a[href*="/assessments/"]').first().click();
    await page.getByRole('heading', { name: 'Scores' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await seen(page, 'nav')).toBeGreaterThan(0);
    expect(await seen(page, 'button')).toBeGreaterThan(1);
    await page.emulateMedia({ media: 'print', colorScheme: colours });
    await page.locator('html[data-mantine-color-scheme=light]').waitFor();
    for (const selector of ['nav', 'header', 'button', 'select', '[role=alert]', '.skip'])
      expect(await seen(page, selector)).toBe(0);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await seen(page, 'main table')).toBe(2);
    expect(await page.evaluate(PALEST)).toBeLessThan(PALEST_TEXT);
    expect(await page.evaluate(CUTTING)).toEqual([]);
    await takePicture(page, `print-${colours}`);
    await page.emulateMedia({ media: null, colorScheme: colours });
    await page.locator(`html[data-mantine-color-scheme=${colours}]`).waitFor();
    await page.pdf({ format: 'Letter' });
    await page.locator(`html[data-mantine-color-scheme=${colours}]`).waitFor();
  },
  120_000,
);

describe('an operator of many districts', () => {
  let page: Page;
  beforeAll(async () => {
    const undecodable = { ...topics.sectionAssessments, encode: () => new Uint8Array([255, 255, 255]) };
    const letters = ['1', '2'].map((id) => ({ key: `lincoln:${id}`, value: null as never }));
    await running.demo.stack.resources.messaging.produce(undecodable, letters);
    page = await running.browser.signIn('Operator');
  }, 60_000);

  it('sees at once how each stands, and where to look further', async () => {
    await page.getByRole('heading', { level: 1, name: 'Districts' }).waitFor();
    const row = page.getByRole('row', { name: /Lincoln USD/ });
    for (const words of [/America\/Chicago/, /Nothing is due/, /In order/])
      await row.getByText(words).first().waitFor();
    for (const [name, href] of [
      ['Traces (Jaeger)', LINKS.JAEGER_URL],
      ['Metrics (Grafana)', LINKS.GRAFANA_URL],
      ['Runbook', LINKS.RUNBOOK_URL],
    ] as const)
      expect(await page.getByRole('link', { name }).getAttribute('href')).toBe(href);
    await page.getByLabel('Find a district').fill('nowhere');
    await page.getByText('No district has that in its name.').waitFor();
    await page.getByLabel('Find a district').fill('linc');
    await row.waitFor();
    await expectAccessible(page);
  }, 120_000);

  it('looks at dead letters, and dismisses one with a reason that stays', async () => {
    await page.getByRole('link', { name: '2 dead letters wait' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dead letters' }).waitFor();
    await page.getByText('It cannot be decoded.').first().click();
    await page.getByRole('button', { name: 'Copy for a support ticket' }).waitFor();
    await expectAccessible(page);
    await takePicture(page, 'operator-dead-letters');
    await page
      .getByRole('checkbox', { name: /^Choose letter/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Dismiss …' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Dismiss …' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('Sent by a test of the network.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Dismiss …' }).click();
    await page.getByText('1 done, 0 were done before, 0 could not be.').waitFor();
    await page.getByRole('cell', { name: 'Dismissed' }).waitFor();
  }, 120_000);

  it('replays another, and is told where that changes nothing', async () => {
    await page
      .getByRole('checkbox', { name: /^Choose letter/ })
      .last()
      .click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('0 done, 0 were done before, 1 could not be.').waitFor();
  }, 120_000);
});
