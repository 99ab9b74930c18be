import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { toPalettePng } from './palette-png.ts';
import { unfilter } from './unfilter.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** A PNG in true colour whose lines have no filter. */
function png(width: number, colours: readonly number[], depth = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(colours.length / width, 4);
  header.set([depth, 2], 8);
  const lines = colours.flatMap((colour, pixel) => [
    ...(pixel % width === 0 ? [0] : []),
    ...[colour >> 16, (colour >> 8) & 255, colour & 255],
  ]);
  const data = deflateSync(Buffer.from(lines));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Colours of the pixels of a PNG with a palette whose lines have no filter. */
function coloursOf(made: Buffer, width: number): number[] {
  const dataOf = (type: string): Buffer => {
    const at = made.indexOf(type, 0, 'latin1');
    return made.subarray(at + 4, at + 4 + made.readUInt32BE(at - 4));
  };
  const palette = dataOf('PLTE');
  const places = [...inflateSync(dataOf('IDAT'))].filter((_, at) => at % (width + 1) > 0);
  return places.map((place) => palette.readUIntBE(place * 3, 3));
}

describe('a picture with a palette', () => {
  it('has the very pixels where they have few colours', () => {
    const colours = [0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0xff0000, 0x123456];
    expect(coloursOf(toPalettePng(png(3, colours)), 3)).toEqual(colours);
  });

  it('has the nearest of the frequent colours for those that are rare', () => {
    const frequent = Array.from({ length: 256 }, (_, grey) => grey * 0x010101);
    const made = coloursOf(toPalettePng(png(1, [...frequent, ...frequent, 0x050607])), 1);
    expect(made.slice(0, 512)).toEqual([...frequent, ...frequent]);
    expect(made[512]).toBe(0x060606);
  });

  it('is made of PNG in true colour alone', () => {
    expect(() => toPalettePng(Buffer.from('GIF89a'))).toThrow(TypeError);
    expect(() => toPalettePng(png(1, [0], 16))).toThrow(TypeError);
    expect(() => toPalettePng(toPalettePng(png(1, [0])))).toThrow(TypeError);
  });
});

it.each([
  [0, [10, 20, 30, 40]],
  [1, [10, 20, 40, 60]],
  [2, [11, 22, 33, 44]],
  [3, [10, 21, 36, 52]],
  [4, [11, 22, 41, 62]],
])('filter %d is undone', (filter, second) => {
  const data = Buffer.from([0, 1, 2, 3, 4, filter, 10, 20, 30, 40]);
  expect([...unfilter(data, { lineBytes: 4, height: 2, pixelBytes: 2 })]).toEqual([1, 2, 3, 4, ...second]);
});
