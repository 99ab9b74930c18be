import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';
import type { Looks } from './test-browser.fixture.ts';

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
    'setup',
    'history',
    'told',
  ].map((page) => `${LINCOLN}/${page}`),
  'Viewer of Lincoln USD': [`${LINCOLN}/tonight`, `${LINCOLN}/settings`],
  Operator: ['/districts', '/districts/new', '/dead-letters'],
} as const;

/** Every page, opened by who has it, in each of the looks. `also`: what else is tried on the same demo. */
export function everyPage(
  looks: readonly Required<Looks>[],
  also: (running: () => DemoPage) => void = () => undefined,
): void {
  let running: DemoPage;

  beforeAll(async () => {
    running = await startDemoPage();
  }, 180_000);
  afterAll(async () => {
    await running.stop();
    expect(running.browser.troubles).toEqual([]);
  }, 60_000);

  describe.each(looks)('on a $device in $colours ($language)', ({ device, colours, language }) => {
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

  also(() => running);
}
