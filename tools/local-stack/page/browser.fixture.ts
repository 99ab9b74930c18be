import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const PICTURES = path.resolve(import.meta.dirname, '../../../screenshots');

/** Every transition that has an end has come to it. */
const SETTLED = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
  .map(({ finished }) => finished))`;

/** Nothing that axe finds, of WCAG 2.2 A and AA and of good practice. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is half faded in has not its contrast yet.
  await page.evaluate(SETTLED);
  // What passes is asked for by nobody, and tells of every element: for it a second page would be opened, and seconds be spent. Without
  // frames of other origins, which our pages have not, the page itself finds the same.
  const { violations } = await new AxeBuilder({ page }).options({ reporter: 'no-passes' }).setLegacyMode().analyze();
  expect(violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html }) => html) }))).toEqual([]);
}

/** The page has nothing that goes beyond its width: a phone does not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(beyond).toBe(0);
}

/** A picture of all of the page in `screenshots/`, for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
}
