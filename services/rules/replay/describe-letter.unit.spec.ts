import { expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { describeLetter } from './describe-letter.ts';
import type { Letter } from './replay-letters.ts';

const letterOf = (topic: { readonly name: string }, value: Uint8Array): Letter =>
  ({
    key: 'lincoln',
    value,
    headers: { 'x-origin-topic': topic.name, 'x-error-code': 'INVARIANT_BROKEN' },
    partition: 0,
    offset: '4',
  }) as unknown as Letter;

it('names the fields that have something in them, and no others', () => {
  const staff = [{ userId: 'u-1', role: 'teacher' as const, sisUserId: null, inPassbackGroup: true }];
  const value = topics.staff.encode({ districtId: 'lincoln', revision: 3, staff });
  const { fields, districtId, topic } = describeLetter(letterOf(topics.staff, value));
  expect({ districtId, topic }).toEqual({ districtId: 'lincoln', topic: topics.staff.name });
  expect([...fields].sort()).toEqual([
    'districtId',
    'revision',
    'staff[].inPassbackGroup',
    'staff[].role',
    'staff[].userId',
  ]);
});

it('names none of a snapshot that is not there', () => {
  const value = topics.sectionAssessments.encode({ districtId: 'lincoln', receivedAtMs: 7, snapshot: null });
  expect([...describeLetter(letterOf(topics.sectionAssessments, value)).fields].sort()).toEqual([
    'districtId',
    'receivedAtMs',
  ]);
});
