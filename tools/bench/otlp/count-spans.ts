/** Field numbers of `ExportTraceServiceRequest` → `ResourceSpans` → `ScopeSpans` → `Span` (opentelemetry-proto, trace v1). */
const PATH_TO_SPANS = [1, 2, 2] as const;
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** How many spans an OTLP export in protobuf holds. Throws `RangeError` for bytes that are no protobuf message. */
export function countSpans(message: Uint8Array, path: readonly number[] = PATH_TO_SPANS): number {
  const [field, ...deeper] = path;
  if (field === undefined) return 1;
  let spans = 0;
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('the message ends within a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [number, wireType] = [Math.floor(tag / 8), tag % 8];
    if (wireType === LENGTH_DELIMITED) {
      const length = varint();
      if (at + length > message.length) throw new RangeError('the message ends within a field');
      if (number === field) spans += countSpans(message.subarray(at, at + length), deeper);
      at += length;
    } else if (wireType === VARINT) varint();
    else if (wireType === FIXED_64) at += 8;
    else if (wireType === FIXED_32) at += 4;
    else throw new RangeError(`there is no wire type ${wireType}`);
  }
  return spans;
}
