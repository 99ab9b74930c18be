import path from 'node:path';
import type { Plugin } from 'rolldown';
import { parseSync, Visitor } from 'rolldown/utils';

/** What a module may say of where it is. */
type Word = 'dirname' | 'filename' | 'url';

interface Place {
  readonly word: Word;
  /** The file of the module. */
  readonly file: string;
}

const MENTIONS = /__dirname|__filename|import\.meta/;
const TOKEN = /__placeOfModule(\d+)__/g;
const WORDS: ReadonlySet<string> = new Set<Word>(['dirname', 'filename', 'url']);

/**
 * Lets every module find what stands beside it: in the bundle its `import.meta.dirname`, `.filename` and `.url`, `__dirname` and
 * `__filename` are where it stands in the workspace, told from the chunk that it is in. So a bundle works wherever the workspace does, as
 * long as both are moved together. `folder`: where the bundle is written to.
 */
export function originalPlaces(folder: string): Plugin {
  const places: Place[] = [];
  return {
    name: 'original-places',
    transform: {
      // Modules that the bundler makes have no place.
      filter: { id: { exclude: /^\0/ }, code: MENTIONS },
      handler(code, id) {
        const [file = id] = id.split('?');
        const found = mentionsIn(code, file);
        if (found.length === 0) return null;
        const token = ({ word }: Mention): string => `__placeOfModule${places.push({ word, file }) - 1}__`;
        return { code: replaced(code, found, token), map: null };
      },
    },
    renderChunk(code, { fileName }) {
      const from = path.dirname(path.join(folder, fileName));
      return {
        code: code.replace(TOKEN, (token, index: string) => {
          const place = places[Number(index)];
          return place === undefined ? token : placeFrom(from, place);
        }),
        map: null,
      };
    },
  };
}

/** An expression for the place, in a module in `from`. */
function placeFrom(from: string, { word, file }: Place): string {
  const relative = path.relative(from, word === 'dirname' ? path.dirname(file) : file).replaceAll(path.sep, '/');
  return word === 'url'
    ? `new URL(${JSON.stringify(encodeURI(relative))}, import.meta.url).href`
    : `(import.meta.dirname + ${JSON.stringify(`/${relative}`)})`;
}

interface Mention {
  readonly word: Word;
  readonly start: number;
  readonly end: number;
}

/** Where `code` says them; what only looks like it, in comments, strings and names of properties, is none. */
function mentionsIn(code: string, file: string): Mention[] {
  const { program } = parseSync(file, code);
  const found: Mention[] = [];
  const properties = new Set<number>();
  new Visitor({
    MemberExpression({ object, property, computed, start, end }) {
      if (!computed) properties.add(property.start);
      if (object.type !== 'MetaProperty' || computed || property.type !== 'Identifier') return;
      if (WORDS.has(property.name)) found.push({ word: property.name as Word, start, end });
    },
    Property({ key, computed, shorthand }) {
      if (!computed && !shorthand) properties.add(key.start);
    },
    Identifier({ name, start, end }) {
      if (properties.has(start)) return;
      if (name === '__dirname') found.push({ word: 'dirname', start, end });
      if (name === '__filename') found.push({ word: 'filename', start, end });
    },
  }).visit(program);
  return found.toSorted((one, other) => one.start - other.start);
}

function replaced(code: string, mentions: readonly Mention[], textOf: (mention: Mention) => string): string {
  let done = 0;
  let text = '';
  for (const mention of mentions) {
    text += code.slice(done, mention.start) + textOf(mention);
    done = mention.end;
  }
  return text + code.slice(done);
}
