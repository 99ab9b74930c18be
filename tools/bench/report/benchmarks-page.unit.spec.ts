import { expect, it } from '@jest/globals';
import { withFigures } from './benchmarks-page.ts';

const page = (inside: string) =>
  `# Benchmarks\n\nText.\n\n<!-- figures: written by \`npm run bench -- --write\` -->${inside}<!-- end of figures -->\n\nMore.\n`;

it('replaces the figures and leaves the rest of the page', () => {
  const first = withFigures(page('\n'), 'one');
  expect(first).toBe(page('\n\none\n\n'));
  expect(withFigures(first, 'two')).toBe(page('\n\ntwo\n\n'));
});

it('is refused where the page has no place for figures', () => {
  expect(() => withFigures('# Benchmarks\n', 'one')).toThrow('no place');
});
