import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { unfilter } from './unfilter.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Length and type before the data of a chunk, and its checksum after it. */
const CHUNK_HEAD = 8;
const CHUNK_TAIL = 4;
const COLOURS = 256;
/** Bytes of a pixel, by the colour type of the header: red, green, blue, and with alpha. */
const PIXEL_BYTES: Readonly<Record<number, number>> = { 2: 3, 6: 4 };
const PALETTE_TYPE = 3;

/**
 * The same picture with a palette, a third to a half of its size: its 256 most frequent colours, and of the others each as the nearest of
 * those. What is transparent is not. Throws `TypeError` for anything but a PNG of 8 bits a channel in true colour, not interlaced.
 */
export function toPalettePng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  const pixelBytes = header === undefined ? undefined : PIXEL_BYTES[header[9] ?? 0];
  if (header === undefined || pixelBytes === undefined || header[8] !== 8 || header[12] !== 0)
    throw new TypeError('not a PNG of 8 bits a channel in true colour');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)));
  const colours = coloursOf(unfilter(data, { lineBytes: width * pixelBytes, height, pixelBytes }), pixelBytes);
  const palette = mostFrequent(colours);
  const lines = Buffer.alloc((width + 1) * height);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  for (const [pixel, colour] of colours.entries()) {
    const place = places.get(colour) ?? nearest(palette, colour);
    places.set(colour, place);
    // Each line begins with its filter: none.
    lines[pixel + Math.floor(pixel / width) + 1] = place;
  }
  const ofPalette = Buffer.from(header);
  ofPalette[9] = PALETTE_TYPE;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', ofPalette),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readChunks(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new TypeError('not a PNG');
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const end = at + CHUNK_HEAD + png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + CHUNK_HEAD), data: png.subarray(at + CHUNK_HEAD, end) });
    at = end + CHUNK_TAIL;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(CHUNK_TAIL)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** Each pixel as 0xRRGGBB. */
function coloursOf(pixels: Buffer, pixelBytes: number): Uint32Array {
  return Uint32Array.from({ length: pixels.length / pixelBytes }, (_, pixel) =>
    pixels.readUIntBE(pixel * pixelBytes, 3),
  );
}

function mostFrequent(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.slice(0, COLOURS).map(([colour]) => colour);
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((one) => distance(channelsOf(one), channelsOf(colour)));
  return distances.indexOf(Math.min(...distances));
}

const channelsOf = (colour: number): number[] => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];

function distance(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, channel, place) => sum + (channel - (other[place] ?? 0)) ** 2, 0);
}
