import { type TSchema, Type } from 'typebox';

/** Given back by a GET; ignored when it comes with a PUT. */
export const ReadOnly = Type.Optional(Type.Unknown({ description: 'Read only', readOnly: true }));

export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/** May be left out; once checked, it is there. */
export function byDefault<S extends TSchema>(schema: S): S {
  return Type.Optional(schema) as unknown as S;
}
