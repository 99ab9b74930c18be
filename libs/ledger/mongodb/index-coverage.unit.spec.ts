import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { type Coverage, coverageOf, type DeclaredIndex } from './index-coverage.fixture.ts';

const index = (name: string, key: Record<string, number>, rest: Partial<DeclaredIndex> = {}): DeclaredIndex => ({
  name,
  key: new Map(Object.entries(key)),
  ...rest,
});

const INDEXES = [
  index('byState', { district: 1, state: 1, _id: 1 }),
  index('byChange', { district: 1, changedAt: -1, _id: -1 }),
  index('byTime', { at: 1 }),
  index('byDue', { district: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $gte: 0 } } }),
  index('inProgress', { inProgress: 1 }, { sparse: true }),
];

function coverage(filter: Document, sort: Record<string, number> = {}, isLimited = true): Coverage {
  return coverageOf({ filter, sort: new Map(Object.entries(sort)), isLimited }, INDEXES);
}
const fits = (name: string): Coverage => ({ index: name, findings: [] });

describe('the index of a query', () => {
  it('is that of the id, whatever else is asked of the one document', () => {
    expect(coverage({ _id: 'a', version: 3, $or: [{ state: 1 }, { at: 2 }] })).toEqual(fits('_id'));
    expect(coverage({ _id: { $in: ['a', 'b'] }, version: 3 })).toEqual(fits('_id'));
    expect(coverage({ $and: [{ _id: 'a', fence: 1 }, { $or: [{ state: 1 }, { at: 2 }] }] })).toEqual(fits('_id'));
    expect(coverage({ _id: { $gt: 'a', $lt: 'b' } }, { _id: 1 })).toEqual(fits('_id'));
  });

  it('begins with what is compared with one value, and then has the order, or a range', () => {
    expect(coverage({ district: 'd', state: 'held' }, { _id: 1 })).toEqual(fits('byState'));
    expect(coverage({ district: 'd', state: { $in: ['held', 'due'] }, _id: { $gt: 'a' } }, { _id: 1 })).toEqual(
      fits('byState'),
    );
    expect(coverage({ at: { $lt: 5 } })).toEqual(fits('byTime'));
    expect(coverage({ district: 'd', changedAt: { $gte: 5 } }, { changedAt: -1, _id: -1 })).toEqual(fits('byChange'));
  });

  it('serves its order backwards as a whole, and no part of it', () => {
    expect(coverage({ district: 'd' }, { changedAt: 1, _id: 1 })).toEqual(fits('byChange'));
    expect(coverage({ district: 'd' }, { changedAt: 1, _id: -1 }).findings).toEqual(['sorts']);
    expect(coverage({ at: { $lt: 5 } }, { at: 1, _id: 1 })).toEqual({ index: 'byTime', findings: ['sorts'] });
    expect(coverage({ district: 'd' }, { _id: 1 }).findings).toEqual(['sorts']);
  });

  it('is none where its first field is not asked for', () => {
    const all = { index: null, findings: ['reads all'] };
    expect(coverage({})).toEqual(all);
    expect(coverage({ state: 'held' })).toEqual(all);
    expect(coverage({ at: { $ne: 5 } })).toEqual(all);
    expect(coverage({ at: { $exists: true } })).toEqual(all);
  });

  it('is said not to be enough where documents are looked into, or nothing ends the search', () => {
    expect(coverage({ at: { $lt: 5 }, color: 'red', $or: [{ shape: 1 }, { at: 3 }] }).findings).toEqual([
      'looks into color, shape',
    ]);
    expect(coverage({ district: 'd' }, {}, false).findings).toEqual(['all of district']);
    const behind = { district: 'd', $or: [{ changedAt: { $lt: 5 } }, { changedAt: 5, _id: { $lt: 'a' } }] };
    expect(coverage(behind, { changedAt: -1, _id: -1 }).findings).toEqual(['passes over changedAt']);
    expect(coverage({ ...behind, changedAt: { $lte: 5 } }, { changedAt: -1, _id: -1 })).toEqual(fits('byChange'));
    expect(coverage({ at: { $lt: 5 } }, {}, false)).toEqual(fits('byTime'));
  });

  it('is the one that has what is counted by', () => {
    const counting = (counted: readonly string[]) =>
      coverageOf({ filter: { district: 'd', state: 'held' }, sort: new Map(), isLimited: false, counted }, INDEXES);
    expect(counting(['state', '_id'])).toEqual(fits('byState'));
    expect(counting(['color'])).toEqual({ index: 'byState', findings: ['looks into color'] });
  });

  it('is the one with the fewest documents where none fits', () => {
    const sort = { changedAt: -1, _id: -1 };
    expect(coverage({ district: 'd', state: 'held' }, sort)).toEqual({ index: 'byState', findings: ['sorts'] });
    expect(coverage({ district: 'd', state: 'held', changedAt: { $gte: 5 } }, sort).index).toBe('byState');
  });

  it('is one of each choice', () => {
    expect(coverage({ $or: [{ at: 5 }, { inProgress: 'd' }] })).toEqual(fits('byTime or inProgress'));
    expect(coverage({ $or: [{ at: 5 }, { color: 'red' }] })).toEqual({ index: null, findings: ['reads all'] });
    expect(coverage({ $or: [{ at: { $lt: 5 } }, { at: { $exists: false } }] })).toEqual(fits('byTime'));
  });

  it('has to have all that the query may find', () => {
    expect(coverage({ district: 'd', dueAt: { $gte: 0, $lte: 9 } }, { dueAt: 1 })).toEqual(fits('byDue'));
    expect(coverage({ district: 'd', dueAt: { $gte: -1 } }, { dueAt: 1 }).index).not.toBe('byDue');
    expect(coverage({ district: 'd', dueAt: { $lte: 9 } }, { dueAt: 1 }).index).not.toBe('byDue');
    expect(coverage({ inProgress: { $exists: true } })).toEqual(fits('inProgress'));
    expect(coverage({ inProgress: null }).index).toBeNull();
  });

  it('is not guessed where an operator is not known', () => {
    expect(() => coverage({ $nor: [{ at: 1 }] })).toThrow('$nor is not known');
  });
});
