import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Debian has it; `CHROMIUM` names another. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
/** As long as a machine that does much else may need; nothing waits for it where all is well. */
const PATIENCE_MS = 30_000;

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
    // What proxies this machine's network has is asked of nobody: all pages are on it.
    const args = ['--no-sandbox', '--disable-dev-shm-usage', '--no-proxy-server'];
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
      if (message.type() === 'error' && !/status of (400|401|403|404|409|503)/.test(message.text()))
        this.troubles.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto('/');
    return page;
  }

  /** As `open`, signed in as the demo's person whose name holds `name`. */
  async signIn(name: string, looks: Looks = {}): Promise<Page> {
    const page = await this.open(looks);
    await page.getByRole('button', { name }).first().click();
    // The page to sign in has a main part and a heading too: who goes on while it is there leaves before the answer, and is nobody.
    await page.locator('main#content').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
