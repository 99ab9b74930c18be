import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

let running: DemoPage;

beforeAll(async () => {
  running = await startDemoPage();
}, 180_000);
afterAll(async () => {
  expect(running.browser.troubles).toEqual([]);
  await running.stop();
}, 60_000);

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
