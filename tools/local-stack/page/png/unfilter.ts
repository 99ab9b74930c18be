export interface Lines {
  /** Of one line, without the byte that names its filter. */
  readonly lineBytes: number;
  readonly height: number;
  readonly pixelBytes: number;
}

/** The bytes of the pixels, from lines that each say how they differ from their neighbours (PNG, section 9). Throws `TypeError` for an unknown filter. */
export function unfilter(data: Buffer, { lineBytes, height, pixelBytes }: Lines): Buffer {
  const pixels = Buffer.alloc(lineBytes * height);
  for (let line = 0; line < height; line++) {
    const filter = data[line * (lineBytes + 1)] ?? 0;
    for (let at = 0; at < lineBytes; at++) {
      const here = line * lineBytes + at;
      const left = at < pixelBytes ? 0 : (pixels[here - pixelBytes] ?? 0);
      const above = line === 0 ? 0 : (pixels[here - lineBytes] ?? 0);
      const corner = line === 0 || at < pixelBytes ? 0 : (pixels[here - lineBytes - pixelBytes] ?? 0);
      pixels[here] = (data[line * (lineBytes + 1) + 1 + at] ?? 0) + expected(filter, left, above, corner);
    }
  }
  return pixels;
}

function expected(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new TypeError(`PNG has no filter ${filter}`);
  }
}

/** The neighbour that is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const [fromLeft, fromAbove, fromCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}
