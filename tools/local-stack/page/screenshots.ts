import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { DEMO_DISTRICT } from '../demo/run-demo.ts';
import { startDemoPage } from './demo-page.fixture.ts';
import { toPalettePng } from './png/palette-png.ts';
import type { TestBrowser } from './test-browser.fixture.ts';

// `npm run screenshots [-- NAME…]`: pictures of the demo's pages for docs/console.md; all of them, or those that are named.

const FOLDER = path.resolve(import.meta.dirname, '../../../docs/console');
const NIGHTS = 3;
const MOST_KB = 150;
const VIEWPORT = { width: 1280, height: 800 };

type Person = 'Teacher' | 'Administrator' | 'Operator';

interface Picture {
  readonly name: string;
  /** Who looks; nobody before signing in. */
  readonly by: Person | null;
  /** Address within the page; made from what the console answers this person. */
  readonly at: string | ((page: Page) => Promise<string>);
  /** What is done there before it is taken. */
  readonly first?: (page: Page) => Promise<void>;
}

const OF_DISTRICT = `/d/${DEMO_DISTRICT}`;

const PICTURES: readonly Picture[] = [
  { name: 'sign-in', by: null, at: '/' },
  { name: 'assessments', by: 'Teacher', at: `${OF_DISTRICT}/assessments` },
  { name: 'assessment', by: 'Teacher', at: assessmentWithHeldScores },
  { name: 'tonight', by: 'Administrator', at: `${OF_DISTRICT}/tonight` },
  { name: 'nights', by: 'Administrator', at: `${OF_DISTRICT}/nights` },
  { name: 'night', by: 'Administrator', at: lastNight },
  { name: 'causes', by: 'Administrator', at: `${OF_DISTRICT}/causes` },
  { name: 'mapping', by: 'Administrator', at: `${OF_DISTRICT}/mapping`, first: press('Check now') },
  { name: 'reconcile', by: 'Administrator', at: `${OF_DISTRICT}/reconcile`, first: press('Compare now') },
  { name: 'settings', by: 'Administrator', at: `${OF_DISTRICT}/settings` },
  { name: 'setup', by: 'Administrator', at: `${OF_DISTRICT}/setup`, first: setupCategories },
  { name: 'history', by: 'Administrator', at: `${OF_DISTRICT}/history` },
  { name: 'districts', by: 'Operator', at: '/districts' },
  { name: 'dead-letters', by: 'Operator', at: '/dead-letters' },
];

/** What stands beside Otus's assessment types. */
async function setupCategories(page: Page): Promise<void> {
  await page.locator('[aria-expanded]').filter({ hasText: 'Categories' }).click();
  await page.getByRole('button', { name: 'Check: Categories' }).click();
  await page.getByRole('region', { name: 'Types and categories' }).waitFor();
}

/** One that went through in part, so that its page says why the rest did not. */
async function assessmentWithHeldScores(page: Page): Promise<string> {
  const { items } = await ask<{
    items: { sectionAssessmentId: string; scores: { held: number; sent: number } }[];
  }>(page, '/section-assessments?state=inSync&limit=200');
  const [chosen] = items.filter(({ scores }) => scores.held > 0 && scores.sent > 0);
  if (chosen === undefined) throw new Error('no assessment has held scores beside others');
  return `${OF_DISTRICT}/assessments/${encodeURIComponent(chosen.sectionAssessmentId)}`;
}

async function lastNight(page: Page): Promise<string> {
  const { items } = await ask<{ items: { runId: string }[] }>(page, '/runs?limit=1');
  if (items[0] === undefined) throw new Error('there was no night');
  return `${OF_DISTRICT}/nights/${encodeURIComponent(items[0].runId)}`;
}

/** Presses a button, and closes what the page says when that has ended, so that it hides nothing. */
function press(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name }).click();
    const said = page.locator('.mantine-Notification-closeButton');
    await said.click();
    await said.waitFor({ state: 'detached' });
  };
}

async function ask<T>(page: Page, address: string): Promise<T> {
  const response = await page.request.get(`/v1/districts/${DEMO_DISTRICT}${address}`);
  if (!response.ok()) throw new Error(`${address} was answered with ${response.status()}`);
  return (await response.json()) as T;
}

async function take(browser: TestBrowser, { name, by, at, first }: Picture): Promise<void> {
  const page = by === null ? await browser.open() : await browser.signIn(by);
  await page.setViewportSize(VIEWPORT);
  await page.goto(typeof at === 'string' ? at : await at(page));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await first?.(page);
  await page.waitForLoadState('networkidle');
  const picture = toPalettePng(await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' }));
  await page.context().close();
  const kB = picture.length / 1_000;
  if (kB > MOST_KB) throw new Error(`${name}.png has ${kB.toFixed(0)} kB, more than ${MOST_KB}`);
  const file = path.join(FOLDER, `${name}.png`);
  writeFileSync(file, picture);
  process.stdout.write(`${path.relative(process.cwd(), file)}: ${kB.toFixed(0)} kB\n`);
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !PICTURES.some((picture) => picture.name === name));
  if (unknown.length > 0) throw new Error(`there is no picture ${unknown.join(', ')}`);
  mkdirSync(FOLDER, { recursive: true });
  const running = await startDemoPage({ nights: NIGHTS });
  try {
    for (const picture of PICTURES)
      if (names.length === 0 || names.includes(picture.name)) await take(running.browser, picture);
    if (running.browser.troubles.length > 0) throw new Error(running.browser.troubles.join('\n'));
  } finally {
    await running.stop();
  }
}

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
