import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

/** What the page calls things, in both languages. */
const WORDS = {
  en: {
    mine: 'My assessments',
    filters: 'Filters',
    state: 'State',
    held: 'Not sent: a rule holds it',
    search: 'Title or identifier',
    todo: 'What to do',
    whoCan: 'Who can do it:',
    happened: 'What happened',
    scores: 'Scores',
    support: 'Copy for a support ticket',
    back: 'All assessments',
    send: 'Send now',
    check: 'Check PowerSchool again',
    notYours: 'There is nothing here',
    asked: /It is asked for|There is nothing to send/,
    cannotSend: /A rule holds it: there is nothing to send/,
  },
  es: {
    mine: 'Mis evaluaciones',
    filters: 'Filtros',
    state: 'Estado',
    held: 'No enviada: una regla la retiene',
    search: 'Título o identificador',
    todo: 'Qué hacer',
    whoCan: 'Quién puede hacerlo:',
    happened: 'Qué pasó',
    scores: 'Puntuaciones',
    support: 'Copiar para soporte',
    back: 'Todas las evaluaciones',
    send: 'Enviar ahora',
    check: 'Revisar PowerSchool de nuevo',
    notYours: 'Aquí no hay nada',
    asked: /Se ha pedido|No hay nada que enviar/,
    cannotSend: /Una regla la retiene: no hay nada que enviar/,
  },
} as const;

/** Codes are for support tickets: a sentence stands wherever people read. */
const CODE = /\b[A-Z]{3,}_[A-Z_]{2,}\b/;

let running: DemoPage;

beforeAll(async () => {
  running = await startDemoPage();
}, 180_000);
afterAll(async () => {
  await running?.stop();
  expect(running.browser.troubles).toEqual([]);
}, 60_000);

describe.each([
  ['en', 'desktop', 'light'],
  ['es', 'phone', 'dark'],
] as const)('a teacher whose scores are missing (%s, %s, %s)', (language, device, colours) => {
  const words = WORDS[language];
  let page: Page;

  beforeAll(async () => {
    page = await running.browser.signIn('Teacher', { language, device, colours });
  }, 60_000);
  afterAll(() => page.context().close());

  it('begins at their own assessments, and finds those that a rule holds', async () => {
    await page.getByRole('heading', { level: 1, name: words.mine }).waitFor();
    // A phone has room for what is listed, and unfolds the filters when they are asked for.
    if (device === 'phone') await page.getByRole('button', { name: words.filters }).click();
    await page.getByLabel(words.state, { exact: true }).selectOption({ label: words.held });
    await page.waitForURL(/state=held/);
    // What was chosen stands in the address: a colleague who is sent it sees the same.
    await page.reload();
    await page.getByText(words.held, { exact: false }).nth(1).waitFor();
    expect(await page.getByLabel(words.state, { exact: true }).inputValue()).toBe('held');
    expect(await page.getByRole('main').innerText()).not.toMatch(CODE);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await takePicture(page, `teacher-list-${language}-${device}`);
  }, 120_000);

  it('reads on one of them why, what to do, who can do it and what happened, without a code', async () => {
    await page.getByRole('row').getByRole('link').first().click();
    await page.getByRole('heading', { name: words.todo }).first().waitFor();
    await page.getByText(words.whoCan).first().waitFor();
    await page.getByRole('heading', { name: words.happened }).waitFor();
    await page.getByRole('heading', { name: words.scores, exact: true }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(CODE);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await takePicture(page, `teacher-assessment-${language}-${device}`);
  }, 120_000);

  it('copies the code, the identifier and the trace for a support ticket', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: words.support }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(
      /^district lincoln\nassessment S\S+ \(\S+, revision \d+\)\nstate held\nreasons [A-Z_, ]+\ntrace /,
    );
  }, 60_000);

  it('is told why it cannot be sent, and asks for it to be checked; what comes of that is told', async () => {
    expect(await page.getByRole('button', { name: words.send }).isDisabled()).toBe(true);
    await page.getByText(words.cannotSend).waitFor();
    await page.getByRole('button', { name: words.check }).click();
    await page.getByText(words.asked).last().waitFor();
    await expectAccessible(page);
  }, 60_000);

  it('finds an assessment by its title', async () => {
    await page.getByRole('link', { name: words.back }).click();
    const heading = page.getByRole('heading', { level: 1, name: words.mine });
    await heading.waitFor();
    // Who hears the page is told where they came to.
    await page.waitForFunction('document.activeElement.tagName === "H1"');
    expect(await page.title()).toMatch(new RegExp(`^${words.mine} – .+ – Gradebook Passback$`));
    if (device === 'phone') await page.getByRole('button', { name: words.filters }).click();
    const title = await page.getByRole('row').getByRole('link').first().innerText();
    await page.getByLabel(words.search).fill(title);
    await page.waitForURL(/search=/);
    await page.getByRole('row').getByRole('link', { name: title }).first().waitFor();
  }, 60_000);

  it('is not shown what is of the whole district', async () => {
    for (const path of ['/d/lincoln/settings', '/d/lincoln/nights']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: words.notYours }).waitFor();
    }
  }, 60_000);
});
