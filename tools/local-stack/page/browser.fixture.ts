import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Debian has it; `CHROMIUM` names another. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const PICTURES = path.resolve(import.meta.dirname, '../../../screenshots');
/** As long as a machine that does much else may need; nothing waits for it where all is well. */
const PATIENCE_MS = 60_000;

export interface Looks {
  readonly language?: 'en' | 'es';
  readonly device?: 'desktop' | 'phone';
  readonly colours?: 'light' | 'dark';
}

/** A browser, and what went wrong in it: errors of scripts, and whatever the content security policy refused. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #url: string;
  readonly troubles: string[] = [];

  private constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  static async launch(url: string): Promise<TestBrowser> {
    if (!existsSync(CHROMIUM)) throw new Error(`no Chromium at ${CHROMIUM}: install it, or set CHROMIUM`);
    const args = ['--no-sandbox', '--disable-dev-shm-usage'];
    return new TestBrowser(await chromium.launch({ executablePath: CHROMIUM, args }), url);
  }

  /** A new person's browser, without cookies; at the page's beginning. */
  async open({ language = 'en', device = 'desktop', colours = 'light' }: Looks = {}): Promise<Page> {
    const context: BrowserContext = await this.#browser.newContext({
      baseURL: this.#url,
      viewport: device === 'phone' ? PHONE : DESKTOP,
      hasTouch: device === 'phone',
      locale: language === 'es' ? 'es-US' : 'en-US',
      colorScheme: colours,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.troubles.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|403|404|409|412|503)/.test(message.text()))
        this.troubles.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto('/');
    return page;
  }

  /** As `open`, signed in as the demo's person whose name holds `name`. */
  async signIn(name: string, looks: Looks = {}): Promise<Page> {
    const page = await this.open(looks);
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('main').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Nothing that axe finds, of WCAG 2.2 A and AA and of good practice. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
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
