import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, takePicture } from './browser.fixture.ts';
import { type PlayedPage, startPlayedPage } from './played-page.fixture.ts';

/** What went wrong is tried again with growing pauses. */
const RETRIED_MS = 150_000;

/**
 * An administrator's days one after the other: each story goes on from where the one before it ended. With `faults`, PowerSchool loses answers
 * after the work is done, and takes nothing for a while, in each of them.
 */
export function administratorStories(options: { readonly faults: boolean }): void {
  let running: PlayedPage;
  let page: Page;

  beforeAll(async () => {
    running = await startPlayedPage({ size: { sections: 4, studentsPerSection: 8, unitsPerSection: 5 } });
    page = await running.browser.signIn('Administrator of lincoln');
  }, 180_000);
  afterAll(async () => {
    await running?.stop();
    expect(running.browser.troubles).toEqual([]);
  }, 60_000);

  /** Answers that are lost after the work is done, and refusals for a while; then all is well again. */
  function withFaults(): void {
    if (!options.faults) return;
    const { faults } = running.powerSchool;
    faults.add({ match: { method: 'PUT' }, when: 'after', action: { kind: 'reset' }, count: 1 });
    faults.add({ match: { method: 'PUT' }, action: { kind: 'status', status: 503 }, count: 1 });
    faults.add({ match: { method: 'GET' }, action: { kind: 'reset' }, count: 1 });
  }

  async function open(name: string): Promise<void> {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** What a link of a list as a file gives: its lines. */
  async function downloadedLines(): Promise<string[]> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Download as CSV').first().click(),
    ]);
    return readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
  }

  /** The number under a name. */
  async function figure(name: string): Promise<number> {
    const text = await page.getByText(name, { exact: true }).first().locator('xpath=..').innerText();
    return Number(text.split('\n').at(-1)?.replaceAll(',', ''));
  }

  /** The run whose page is open has come to its end, seen without loading anything anew. */
  async function untilFinished(): Promise<void> {
    await page.getByText(/It began .* and ended/).waitFor({ timeout: RETRIED_MS });
  }

  describe('before the night', () => {
    it('its result is known: counts that open into lists, and as a file', async () => {
      await open('Tonight');
      await page.getByText(/The next night begins/).waitFor();
      const created = await figure('Created in PowerSchool');
      expect(created).toBeGreaterThan(0);
      await page.getByRole('link', { name: /^Created in PowerSchool/ }).click();
      await page.waitForURL(/effect=create/);
      await page.getByText(`${created} assessments shown`).waitFor();
      expect(await downloadedLines()).toHaveLength(created + 1);
      await expectAccessible(page);
    }, 120_000);

    it('a run that is started moves by itself to its end, and its numbers are those that were foreseen', async () => {
      await open('Tonight');
      const foreseen = await figure('Would be sent');
      withFaults();
      await page.getByRole('button', { name: 'Start a run now' }).click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Start it' }).click();
      await page.getByRole('heading', { level: 1, name: /A run that somebody started/ }).waitFor();
      await untilFinished();
      const [sent, refused] = [await figure('Sent'), await figure('Refused')];
      expect(sent + refused).toBe(foreseen);
      await expectAccessible(page);
      await takePicture(page, 'administrator-run');
    }, 180_000);
  });

  describe('the morning after', () => {
    it('the night stands in the calendar, in the chart and in the table', async () => {
      await open('Nights');
      await page.getByText('Finished; PowerSchool refused some').first().waitFor();
      expect(await page.locator('.recharts-bar-rectangle').count()).toBeGreaterThan(0);
      expect(await downloadedLines()).toHaveLength(2);
      await page.getByRole('button', { name: /Finished; PowerSchool refused some/ }).click();
      await page.getByRole('heading', { level: 1, name: /A run that somebody started/ }).waitFor();
    }, 120_000);

    it('categories that teachers lack are seen by teacher, and taken along as a file', async () => {
      await open('Mapping health');
      await page.getByRole('button', { name: 'Check now' }).click();
      await page.getByText(/checks found something to mend/).waitFor();
      await page.getByText('not active').first().waitFor();
      await page.getByRole('switch', { name: 'Only teachers with something to mend' }).click();
      expect((await downloadedLines()).some((line) => line.includes('CATEGORY_INACTIVE'))).toBe(true);
      await expectAccessible(page);
    }, 120_000);

    it('what is wrong in the settings is told at its field before it is stored, and the next night in words', async () => {
      await open('Settings');
      await page.getByLabel('The night begins at').fill('02:30');
      await page.getByText(/With these settings the next night begins .* at 2:30 AM/).waitFor();
      await page.getByLabel(/^Address\b/).fill('ftp://nowhere');
      await page.getByText('A web address is needed').first().waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Undo all changes' }).click();
      expect(await page.getByLabel('Client secret', { exact: true }).inputValue()).toBe('');
    }, 120_000);

    it('a type goes to another category from then on, and nobody’s change is lost', async () => {
      const other = await running.browser.signIn('Administrator of lincoln');
      await other.goto('/d/lincoln/settings');
      await other.getByLabel(/^Name/).fill('Lincoln');
      await categoryOf('Lab').fill('Homework');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The settings are stored.').waitFor();
      await other.getByRole('button', { name: 'Save' }).click();
      await other
        .getByText(/Somebody else changed/)
        .first()
        .waitFor();
      await other.getByRole('button', { name: 'Begin anew with theirs' }).click();
      expect(await other.getByLabel(/^Name/).inputValue()).toBe('lincoln');
      await other.context().close();
    }, 120_000);

    it('the cause that this mended is sent again: counted, asked for, watched to its end, and gone', async () => {
      await open('What is held, and why');
      const cause = 'The PowerSchool category for this type of assessment is missing or not active';
      const row = page.getByRole('row', { name: cause });
      await row.getByRole('button', { name: /again/ }).click();
      await page.getByText(/Whatever still has this cause stays held/).waitFor();
      await expectAccessible(page);
      withFaults();
      await page.getByRole('button', { name: /^Send \d+ assessments?$/ }).click();
      await page.getByRole('heading', { level: 1, name: /What was sent again/ }).waitFor();
      await untilFinished();
      await open('What is held, and why');
      await page.getByRole('row', { name: 'This student is not linked' }).waitFor();
      await page.getByRole('row', { name: cause }).waitFor({ state: 'detached' });
    }, 300_000);

    it('who changed what is told with both values', async () => {
      await open('Who changed what');
      await page.getByText(/Assessment types and their categories: Lab → Homework \(before: Labs\)/).waitFor();
      await page.getByText('Sent again what was held back').first().waitFor();
      expect((await downloadedLines()).length).toBeGreaterThan(3);
      await expectAccessible(page);
    }, 120_000);
  });

  describe('what PowerSchool has lost', () => {
    it('is found cell by cell, repaired by name, and is there again', async () => {
      const { assignmentSections } = running.powerSchool.gradebook.store;
      const sent = [...assignmentSections.values()].find(({ scores }) => scores.size > 1);
      expect(sent).toBeDefined();
      sent?.scores.clear();
      await open('Compare with PowerSchool');
      withFaults();
      await page.getByRole('button', { name: 'Compare now' }).click();
      await page.getByText('It was sent, and PowerSchool holds nothing.').first().waitFor();
      const missing = await figure('Missing in PowerSchool');
      expect(missing).toBeGreaterThan(0);
      await takePicture(page, 'administrator-reconcile');
      await page.getByLabel('Choose all of this page').click();
      await expectAccessible(page);
      // Writing over what teachers typed needs more than a click.
      await page.getByRole('button', { name: 'Write over all of it' }).click();
      await page.getByLabel('To go on, type “write over”').fill('write');
      expect(await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).isDisabled()).toBe(true);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).first().click();
      await page.getByRole('button', { name: 'Write again what is missing' }).click();
      withFaults();
      await page.getByRole('button', { name: /^Send \d+ assessments?$/ }).click();
      await page.getByRole('heading', { level: 1, name: /What was sent again/ }).waitFor();
      await untilFinished();
      await open('Compare with PowerSchool');
      await page.getByRole('button', { name: 'Compare now' }).click();
      await page.getByText('PowerSchool holds all that was sent.').waitFor();
    }, 300_000);
  });

  function categoryOf(type: string) {
    return page
      .getByRole('group', { name: 'Assessment types and their categories' })
      .getByLabel('Category in PowerSchool')
      .nth(['Quiz', 'Test', 'Homework', 'Lab'].indexOf(type));
  }
}
