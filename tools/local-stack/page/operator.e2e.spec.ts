import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import type { Page } from 'playwright-core';
import { expectAccessible, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

const LINKS = {
  JAEGER_URL: 'https://jaeger.example.test',
  GRAFANA_URL: 'https://grafana.example.test',
  RUNBOOK_URL: 'https://runbook.example.test/passback',
};

let running: DemoPage;
let page: Page;

beforeAll(async () => {
  running = await startDemoPage({ env: LINKS });
  const undecodable = { ...topics.sectionAssessments, encode: () => new Uint8Array([255, 255, 255]) };
  const letters = ['1', '2'].map((id) => ({ key: `lincoln:${id}`, value: null as never }));
  await running.demo.stack.resources.messaging.produce(undecodable, letters);
  page = await running.browser.signIn('Operator');
}, 180_000);
afterAll(async () => {
  await running?.stop();
  expect(running.browser.troubles).toEqual([]);
}, 60_000);

describe('an operator of many districts', () => {
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
