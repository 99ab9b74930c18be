import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { Field, FieldType, Message } from './schema.fixture.ts';

const LENGTH_DELIMITED = 2;

/** A message as OTLP's own JSON has it, with ids in hex and 64-bit numbers as text. */
export type Decoded = Record<string, unknown>;

/** Decodes protobuf by a schema. Throws for a field that the schema does not have: nothing that was exported is overlooked. */
export function decode(bytes: Uint8Array, message: Message): Decoded {
  const fields = message();
  const reader = new BinaryReader(bytes);
  const decoded: Decoded = {};
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = fields[number];
    if (field === undefined) throw new RangeError(`the schema has no field ${number} beside ${Object.keys(decoded)}`);
    const values = readField(reader, field, wireType);
    if (field.repeated === true) decoded[field.name] = [...((decoded[field.name] as unknown[]) ?? []), ...values];
    else decoded[field.name] = values.at(-1);
  }
  return decoded;
}

function readField(reader: BinaryReader, { type, repeated }: Field, wireType: number): unknown[] {
  const isNumber = typeof type === 'string' && !['string', 'hex', 'bytes'].includes(type);
  if (repeated !== true || !isNumber || wireType !== LENGTH_DELIMITED) return [readValue(reader, type)];
  const end = reader.uint32() + reader.pos;
  const values: unknown[] = [];
  while (reader.pos < end) values.push(readValue(reader, type));
  return values;
}

function readValue(reader: BinaryReader, type: FieldType): unknown {
  if (typeof type === 'function') return decode(reader.bytes(), type);
  switch (type) {
    case 'string':
      return reader.string();
    case 'hex':
      return Buffer.from(reader.bytes()).toString('hex');
    case 'bytes':
      return Buffer.from(reader.bytes()).toString('latin1');
    case 'bool':
      return reader.bool();
    case 'int':
      return Number(reader.int64());
    case 'fixed64':
      return String(reader.fixed64());
    case 'sfixed64':
      return Number(reader.sfixed64());
    case 'fixed32':
      return reader.fixed32();
    case 'double':
      return reader.double();
  }
}
