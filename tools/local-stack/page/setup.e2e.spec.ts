import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildDistrict,
  OtusClient,
  OtusSimulator,
  type PowerSchoolSimulator,
  startPowerSchool,
} from '@passback/simulators';
import type { Page } from 'playwright-core';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { PowerSchoolControl } from '../demo/powerschool-control.ts';
import { CLIENT, removeTemporaryFolders, temporaryFolder } from '../testing/districts.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { buildPage } from './build-page.fixture.ts';
import { TestBrowser } from './test-browser.fixture.ts';

/** The day on which a district is set up, from nothing and by the page alone: each test goes on from where the one before it ended. */
const district = buildDistrict({
  districtId: 'lincoln',
  size: { sections: 2, studentsPerSection: 6, unitsPerSection: 12 },
});
let powerSchool: PowerSchoolSimulator;
let system: System;
let browser: TestBrowser;
let page: Page;
/** What Otus sends with, as the page showed it once. */
let token = '';

beforeAll(async () => {
  await buildPage();
  powerSchool = await startPowerSchool(CLIENT);
  await new PowerSchoolControl(powerSchool.url).seed(district.roster);
  const folder = temporaryFolder('setup-page');
  const none = path.join(folder, 'districts.json');
  writeFileSync(none, '[]');
  system = await oneProcess({
    ...{ DATA_DIR: folder, DISTRICTS_FILE: none, PASSBACK_DEMO: 'true' },
    POWERSCHOOL_ALLOWED_HOSTS: '127.0.0.1',
  });
  browser = await TestBrowser.launch(system.consoleUrl);
  page = await browser.signIn('Operator');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await system?.end('SIGTERM');
  await powerSchool?.stop();
  removeTemporaryFolders();
  expect(browser.troubles).toEqual([]);
}, 60_000);

const step = (title: string) => page.getByRole('button', { name: title }).and(page.locator('[aria-expanded]'));
const panel = () => page.getByRole('region').filter({ visible: true });

async function openStep(title: string): Promise<void> {
  const control = step(title);
  if ((await control.getAttribute('aria-expanded')) !== 'true') await control.click();
}

async function check(title: string): Promise<void> {
  await openStep(title);
  await page.getByRole('button', { name: `Check: ${title}` }).click();
}

/** What stands beneath the button once the step is checked anew: until then it is what the check before it found. */
async function told(hasText: RegExp): Promise<void> {
  await panel().getByRole('status').filter({ hasText }).waitFor();
}
const fine = () => told(/^Checked .*: all is as it has to be\./);
const notFine = () => told(/^Checked .*: something has to be mended\./);

describe('a new district', () => {
  it('is made by an operator, paused, and leads to its setup', async () => {
    await page.getByRole('link', { name: 'New district' }).click();
    await page.getByRole('heading', { level: 1, name: 'New district' }).waitFor();
    await page.getByLabel('Name').fill('Lincoln');
    await page.getByLabel('Address of PowerSchool').fill('ftp://nowhere');
    await page.getByRole('button', { name: 'Make the district' }).click();
    await page.getByText('A web address is needed').first().waitFor();
    await expectAccessible(page);
    expect(await page.getByLabel('Id', { exact: false }).first().inputValue()).toBe('lincoln');
    await page.getByLabel('Address of PowerSchool').fill(powerSchool.url);
    await page.getByRole('button', { name: 'Make the district' }).click();
    await page.getByRole('heading', { level: 1, name: 'Set up' }).waitFor();
    await page.waitForURL('**/d/lincoln/setup');
    await expectAccessible(page);
  }, 120_000);

  it('another one of the same id is refused, and the first stays as it is', async () => {
    await page.goto('/districts/new');
    await page.getByLabel('Name').fill('Lincoln');
    await page.getByLabel('Address of PowerSchool').fill('https://elsewhere.example');
    await page.getByRole('button', { name: 'Make the district' }).click();
    await page.getByText('There is a district with this id already.').waitFor();
    await page.goto('/d/lincoln/setup');
    await page.getByRole('heading', { level: 1, name: 'Set up' }).waitFor();
  }, 60_000);
});

describe('PowerSchool', () => {
  it('is given the plugin', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the plugin (ZIP)' }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  }, 60_000);

  it('answers at its address', async () => {
    await check('The address of PowerSchool');
    await fine();
  }, 60_000);

  it('refuses a wrong secret, which is told with its cause and its fix, and takes the right one', async () => {
    await openStep('Client id and secret');
    const button = page.getByRole('button', { name: 'Check: Client id and secret' });
    expect(await button.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Client id' }).fill(CLIENT.clientId);
    await page.getByLabel('Client secret', { exact: true }).fill('not the secret');
    await page.getByRole('button', { name: 'Store id and secret' }).click();
    await check('Client id and secret');
    await notFine();
    await page.getByText(/Client id and secret: has to be mended/).waitFor();
    await page.getByText('Who can do it:').first().waitFor();
    await expectAccessible(page);
    await takePicture(page, 'setup-wrong-secret');
    await page.getByLabel('Client secret', { exact: true }).fill(CLIENT.clientSecret);
    await page.getByRole('button', { name: 'Store id and secret' }).click();
    await eventually(async () => expect(await page.getByLabel('Client secret', { exact: true }).inputValue()).toBe(''));
    await check('Client id and secret');
    await fine();
  }, 120_000);
});

describe('Otus', () => {
  it('sends with a token that the page shows once', async () => {
    await openStep('Otus sends its data');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('What it is for').fill('Otus');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make it', exact: true }).click();
    const shown = page.getByRole('alert').filter({ hasText: 'this one time' });
    token = await shown.locator('code, pre').first().innerText();
    expect(token).toMatch(/^pbk_\w{49}$/);
    await expectAccessible(page);
    await shown.getByRole('button', { name: 'I have it, hide it' }).click();
    expect(await page.content()).not.toContain(token);
    const otus = new OtusSimulator(district, new OtusClient(system.ingestionUrl, token));
    await eventually(() => otus.sendEverything());
  }, 120_000);

  it('has sent what access, terms and links are tried by', async () => {
    for (const title of ['Access of each kind', 'Classes and teachers linked']) {
      await check(title);
      await fine();
    }
    // One of the scenario's schools is between two grading periods today.
    await check('Terms and today’s grading period');
    await told(/The class has no grading period at the moment[^]*The grading period of today is Q\d/);
    await expectAccessible(page);
  }, 120_000);

  it('has types for which a category is proposed, and taken over with a click', async () => {
    await check('Categories');
    await notFine();
    const chosen = (type: string) => page.getByLabel(`Category of ${type}`);
    expect([await chosen('Quiz').inputValue(), await chosen('Lab').inputValue()]).toEqual(['Quizzes', '']);
    for (const type of ['Lab', 'Portfolio']) await chosen(type).selectOption('Homework');
    await expectAccessible(page);
    await takePicture(page, 'setup-categories');
    await page.getByRole('button', { name: 'Take this into the settings' }).click();
    await page.getByText('The settings say the same.').waitFor();
    await fine();
  }, 120_000);
});

describe('the first night', () => {
  it('has its first date and its time', async () => {
    await openStep('First date, night and time zone');
    await page.locator('input[type=date]').fill(district.effectiveDate ?? '');
    await page.locator('input[type=time]').fill('02:15');
    await page.getByRole('button', { name: 'Store dates and times' }).click();
    await eventually(async () =>
      expect(await page.getByRole('button', { name: 'Store dates and times' }).isDisabled()).toBe(true),
    );
    await expectAccessible(page);
  }, 60_000);

  it('cannot be tried while the district is paused: the page says in which order things go', async () => {
    await openStep('One section as a trial');
    await page.getByText('While it is paused nothing is sent, not even a trial.').waitFor();
    expect(await page.getByRole('button', { name: 'Send and read back' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await openStep('A dry night');
    await panel().getByRole('button', { name: 'Switch it on' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Yes, switch it on' }).click();
    await page.getByText('The district is paused').waitFor({ state: 'detached' });
  }, 60_000);

  it('is foreseen in numbers, and nothing is written', async () => {
    await check('A dry night');
    await fine();
    await page.getByText('Created in PowerSchool').waitFor();
    await expectAccessible(page);
    expect(Object.keys(await new PowerSchoolControl(powerSchool.url).gradebook())).toEqual([]);
  }, 60_000);

  it('is tried with one section: what was sent stands beside what PowerSchool holds', async () => {
    await openStep('One section as a trial');
    await page.getByRole('combobox', { name: 'Section (PowerSchool id)' }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByRole('button', { name: 'Send and read back' }).click();
    await page.getByText(/scores were read back\. 0 are missing, 0 are different/).waitFor({ timeout: 90_000 });
    await page
      .getByText(/scores?, as sent/)
      .first()
      .waitFor();
    expect(Object.keys(await new PowerSchoolControl(powerSchool.url).gradebook()).length).toBeGreaterThan(0);
    await expectAccessible(page);
    await takePicture(page, 'setup-trial');
  }, 120_000);

  it('begins by itself: the district is on, and its setup can be looked at again later', async () => {
    await page.reload();
    // It goes on where something is left to mend.
    await page.getByText(/^Last checked .*: something had to be mended\. Check again to see what\.$/).waitFor();
    await openStep('Switch on');
    await page.getByText('The district is on. The next night begins').waitFor();
    await openStep('The address of PowerSchool');
    await page.getByText(/^Last checked .*: all was as it has to be\.$/).waitFor();
    await expectAccessible(page);
    const phone = await browser.signIn('Operator', { device: 'phone', colours: 'dark', language: 'es' });
    await phone.goto('/d/lincoln/setup');
    await phone.getByRole('heading', { level: 1, name: 'Puesta en marcha' }).waitFor();
    await phone.getByText(/^Última comprobación .*: había algo que corregir\./).waitFor();
    await expectAccessible(phone);
    await expectNoSidewaysScroll(phone);
    await phone.context().close();
  }, 60_000);
});

describe('a token', () => {
  it('is revoked on the settings page, asked before, and refused from then on', async () => {
    await page.goto('/d/lincoln/settings');
    await page.getByRole('button', { name: 'Revoke Otus' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Yes, revoke it' }).click();
    await page.getByText('There are none.').waitFor();
    await eventually(async () => {
      const { status } = await fetch(`${system.consoleUrl}/v1/districts/lincoln`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(status).toBe(401);
    });
  }, 60_000);
});
