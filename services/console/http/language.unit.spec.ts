import { expect, it } from '@jest/globals';
import { languageOf } from './language.ts';

it.each<[string | undefined, 'en' | 'es']>([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['es', 'es'],
  ['ES-us', 'es'],
  ['es-419', 'es'],
  ['es-US,es;q=0.9,en;q=0.8', 'es'],
  ['en-US,en;q=0.9,es;q=0.8', 'en'],
  ['en;q=0.5, es;q=0.7', 'es'],
  ['en ; q=0.5 , es ; q=1.000', 'es'],
  ['es,en', 'es'],
  ['en,es', 'en'],
  ['fr-CA,fr;q=0.9,es;q=0.1', 'es'],
  ['*,es;q=0.5', 'es'],
  ['fr, de', 'en'],
  ['es;q=0', 'en'],
  ['en;q=0, es;q=0.001', 'es'],
  ['est', 'en'],
  ['esperanto', 'en'],
  ['es;q=2, en;q=0.1', 'en'],
  ['es;q=high', 'en'],
  [',,;q=1,=', 'en'],
  ['es_US', 'en'],
])('Accept-Language %j asks for %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

it('no more ranges are read than a browser sends', () => {
  expect(languageOf(`${'fr,'.repeat(31)}es`)).toBe('es');
  expect(languageOf(`${'fr,'.repeat(32)}es`)).toBe('en');
});
