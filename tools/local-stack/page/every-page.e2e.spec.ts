import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

const LINCOLN = '/d/lincoln';
/** Each page that the navigation leads to, by who opens it. */
const PAGES = {
  'Administrator of Lincoln USD': [
    'tonight',
    'assessments',
    'nights',
    'causes',
    'mapping',
    'reconcile',
    'settings',
    'history',
  ].map((page) => `${LINCOLN}/${page}`),
  'Viewer of Lincoln USD': [`${LINCOLN}/tonight`, `${LINCOLN}/settings`],
  Operator: ['/districts', '/dead-letters'],
} as const;

let running: DemoPage;

beforeAll(async () => {
  running = await startDemoPage();
}, 180_000);
afterAll(async () => {
  await running.stop();
  expect(running.browser.troubles).toEqual([]);
}, 60_000);

describe.each([
  ['desktop', 'light', 'en'],
  ['desktop', 'dark', 'es'],
  ['phone', 'light', 'es'],
  ['phone', 'dark', 'en'],
] as const)('on a %s in %s (%s)', (device, colours, language) => {
  it.each(Object.entries(PAGES))(
    'every page of %s has no fault that axe finds, and fits its width',
    async (person, paths) => {
      const page = await running.browser.signIn(person, { device, colours, language });
      for (const path of paths) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        // What is asked for first has come.
        await page.waitForLoadState('networkidle');
        await takePicture(page, `${path.slice(1).replaceAll('/', '-')}-${device}-${colours}`);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
      await page.context().close();
    },
    180_000,
  );
});

describe('a page that is opened by keyboard alone', () => {
  it('has a way past the navigation, and what has the focus is seen', async () => {
    const page = await running.browser.signIn('Administrator of Lincoln USD');
    await page.goto(`${LINCOLN}/tonight`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<boolean>('document.getElementById("content").contains(document.activeElement)')).toBe(
      true,
    );
    expect(await page.evaluate<boolean>('document.activeElement.matches(":focus-visible")')).toBe(true);
    await page.context().close();
  }, 120_000);

  it('can be used at 200 % without scrolling sideways', async () => {
    const page = await running.browser.signIn('Administrator of Lincoln USD');
    await page.setViewportSize({ width: 640, height: 450 });
    for (const name of ['tonight', 'nights', 'settings']) {
      await page.goto(`${LINCOLN}/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectNoSidewaysScroll(page);
    }
    await page.context().close();
  }, 120_000);
});
