import type { OidcAccount } from './start-provider.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A page with a link for each account; `action`: the path of this sign-in. */
export function accountsPage(accounts: readonly OidcAccount[], action: string): string {
  const links = accounts.map(
    ({ sub, name }) => `<li><a href="${action}?account=${encodeURIComponent(sub)}">${escaped(name)}</a></li>`,
  );
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated sign-in</title>',
    '<h1>Simulated sign-in of the demonstration</h1><p>Who are you?</p>',
    `<ul>${links.join('')}</ul><p><a href="${action}/refuse">Refuse</a></p></html>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
