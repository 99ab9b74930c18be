import { escapeHtml } from '../escape-html.ts';

interface ShownAccount {
  readonly sub: string;
  readonly name: string;
}

/** A page with a link for each account; `action`: the path of this sign-in. */
export function accountsPage(accounts: readonly ShownAccount[], action: string): string {
  const links = accounts.map(
    ({ sub, name }) => `<li><a href="${action}?account=${encodeURIComponent(sub)}">${escapeHtml(name)}</a></li>`,
  );
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated sign-in</title>',
    '<h1>Simulated sign-in of the demonstration</h1><p>Who are you?</p>',
    `<ul>${links.join('')}</ul><p><a href="${action}/refuse">Refuse</a></p></html>`,
  ].join('\n');
}

/** `form`: the provider’s own, with the id `op.logoutForm`. */
export function signOutPage(form: string): string {
  const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out of everything</button>';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated sign-out</title>${form}${button}</html>`;
}
