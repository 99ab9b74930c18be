import { describe, expect, it } from '@jest/globals';
import { expectNoSidewaysScroll } from './browser.fixture.ts';
import { everyPage } from './every-page.fixture.ts';

const LOOKS = [{ device: 'phone', colours: 'dark', language: 'es' }] as const;

everyPage(LOOKS, (running) => {
  describe('a page that is opened by keyboard alone', () => {
    it('has a way past the navigation, and what has the focus is seen', async () => {
      const page = await running().browser.signIn('Administrator of Lincoln USD');
      await page.goto(`/d/lincoln/tonight`);
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
      const page = await running().browser.signIn('Administrator of Lincoln USD');
      await page.setViewportSize({ width: 640, height: 450 });
      for (const name of ['tonight', 'nights', 'settings']) {
        await page.goto(`/d/lincoln/${name}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expectNoSidewaysScroll(page);
      }
      await page.context().close();
    }, 120_000);
  });
});
