import { Type } from 'typebox';

export const DistrictParams = { districtId: Type.String({ minLength: 1 }) };

export const AcceptedSchema = Type.Object({ accepted: Type.Literal(true), revision: Type.Integer() });

/** The schema describes the body; the use case checks it, so that duplicates are named together with wrong fields. */
export const unchecked = { validatorCompiler: () => () => true };
