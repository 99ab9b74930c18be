import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { scoreJson, snapshotJson } from '../testing/snapshot.fixture.ts';
import { checkSnapshot } from './check-snapshot.ts';
import { checkStaff } from './check-staff.ts';
import { jsonSchemas } from './json-schemas.ts';

const FOLDER = path.join(import.meta.dirname, '../../../docs/schemas');
type Validate = (value: unknown) => boolean;

/** Ajv as anybody has it, strict, with the formats of the standard alone. */
function validatorOf(name: string): Validate {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as object);
}

describe('the JSON Schemas', () => {
  it('are in docs/schemas as they are made: `npm run generate` writes them', () => {
    const written = readdirSync(FOLDER).map((name) => [
      name,
      JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')),
    ]);
    expect(Object.fromEntries(written)).toEqual(jsonSchemas());
  });

  it.each<[string, Record<string, unknown>]>([
    ['as usual', {}],
    ['nothing from the SIS', { section: { otusClassId: 'c-1', sisSectionId: null } }],
    ['what is not known besides', { more: 1 }],
    ['no title', { title: '' }],
    ['an instant with an offset', { createdAt: '2026-11-02T15:00:00.123-05:00' }],
    ['no due date', { dueDate: null }],
    ['no scores', { scores: [] }],
    ['a blank id', { identifier: ' ' }],
    ['an id with a tab', { identifier: 'a\tb' }],
    ['an id that turns', { identifier: 'a\u202eb' }],
    ['a long id', { identifier: 'x'.repeat(101) }],
    ['no revision', { revision: undefined }],
    ['revision 0', { revision: 0 }],
    ['revision 1.5', { revision: 1.5 }],
    ['a kind of its own', { kind: 'other' }],
    ['a title that is none', { title: null }],
    ['a date that is none', { dueDate: '2026-02-30' }],
    ['a date for an instant', { createdAt: '2026-11-02' }],
    ['points as text', { scores: [scoreJson(1, { points: '20' })] }],
    ['a score of no student', { scores: [scoreJson(1, { studentId: undefined })] }],
    ['501 scores', { scores: Array.from({ length: 501 }, (_, index) => scoreJson(index)) }],
  ])('of a section assessment says what the service says: %s', (_what, changes) => {
    const value = JSON.parse(JSON.stringify(snapshotJson(changes))) as unknown;
    const { ok } = checkSnapshot(structuredClone(value), { districtId: 'lincoln' });
    expect(validatorOf('section-assessment.json')(value)).toBe(ok);
  });

  it.each<[string, object]>([
    ['nobody', { revision: 1, staff: [] }],
    ['somebody', { revision: 1, staff: [{ userId: 'a', role: 'teacher', sisUserId: null, inPassbackGroup: true }] }],
    ['another role', { revision: 1, staff: [{ userId: 'a', role: 'janitor', inPassbackGroup: true }] }],
    ['no revision', { staff: [] }],
  ])('of staff says what the service says: %s', (_what, value) => {
    expect(validatorOf('staff.json')(value)).toBe(checkStaff(value).ok);
  });
});
