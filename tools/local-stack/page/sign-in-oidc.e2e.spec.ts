import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePorts } from '../testing/processes.fixture.ts';
import { expectAccessible, expectNoSidewaysScroll, takePicture } from './browser.fixture.ts';
import { type DemoPage, startDemoPage } from './demo-page.fixture.ts';

let running: DemoPage;

beforeAll(async () => {
  const [port] = await freePorts(1);
  const env = { CONSOLE_PORT: String(port), OIDC_SIMULATOR_PORT: '0', DEMO_SIGN_IN: 'oidc' };
  running = await startDemoPage({ env });
}, 180_000);
afterAll(async () => {
  expect(running.browser.troubles).toEqual([]);
  await running.stop();
}, 60_000);

it.each([
  ['en', 'desktop', 'Sign in with your school’s account', 'have no role here', 'Sign out'],
  ['es', 'phone', 'Entrar con la cuenta de su escuela', 'no tiene ninguna función', 'Cerrar sesión'],
] as const)(
  'a teacher signs in at the provider and out again, in %s on a %s',
  async (language, device, signIn, noRole, signOut) => {
    const page = await running.browser.open({ language, device });
    await page.getByRole('link', { name: signIn }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await takePicture(page, `sign-in-oidc-${device}`);
    await page.getByRole('link', { name: signIn }).click();
    await page.getByRole('link', { name: 'Somebody without a role' }).click();
    await page.getByRole('alert').filter({ hasText: noRole }).waitFor();
    await expectAccessible(page);
    await takePicture(page, `sign-in-oidc-no-role-${device}`);
    // The provider remembers the person: another one picks anew.
    await page.context().clearCookies();

    await page.goto('/d/lincoln/assessments?state=held');
    await page.getByRole('link', { name: signIn }).click();
    await page
      .getByRole('link', { name: /^Teacher / })
      .first()
      .click();
    await page.getByRole('button', { name: signOut }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/d/lincoln/assessments');
    await page.getByRole('button', { name: signOut }).click();
    await page.getByRole('button', { name: 'Sign out of everything' }).click();
    await page.getByRole('link', { name: signIn }).waitFor();
    // Signed out there too: somebody is asked for again.
    await page.getByRole('link', { name: signIn }).click();
    await page.getByRole('heading', { name: 'Simulated sign-in' }).waitFor();
  },
  120_000,
);
