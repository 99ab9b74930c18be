import { describe, expect, it } from '@jest/globals';
import type { SectionAssessment } from '@passback/domain';
import { LIMITS } from '../limits.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { newestOfEachUnit, readArrivals, type SnapshotMessage } from './arrivals.ts';

function messageOf(snapshot: SectionAssessment, change: Partial<SnapshotMessage> = {}): SnapshotMessage {
  return {
    key: `lincoln:${snapshot.sectionAssessmentId}`,
    value: { districtId: 'lincoln', receivedAtMs: 5, snapshot },
    headers: {},
    partition: 0,
    offset: '0',
    ...change,
  };
}

describe('reading what came', () => {
  it('gives the snapshot with when it came and the trace that it came in', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { arrivals, poison } = readArrivals([messageOf(snapshotOf('1'), { headers: { traceparent } })]);
    expect(poison).toEqual([]);
    expect(arrivals).toMatchObject([
      { districtId: 'lincoln', otus: { receivedAt: 5, traceparent, snapshot: snapshotOf('1') } },
    ]);
  });

  it.each([
    ['no snapshot', 'INVARIANT_BROKEN', { value: { districtId: 'lincoln', receivedAtMs: 5, snapshot: null } }],
    ['no district', 'INVARIANT_BROKEN', { value: { districtId: '', receivedAtMs: 5, snapshot: snapshotOf('1') } }],
    [
      'a kind that is none',
      'UNKNOWN_VALUE',
      {
        value: {
          districtId: 'lincoln',
          receivedAtMs: 5,
          snapshot: { ...snapshotOf('1'), kind: 'odd' },
        },
      },
    ],
  ])('sets a message with %s aside and reads the others', (_what, code, change) => {
    const { arrivals, poison } = readArrivals([messageOf(snapshotOf('1'), change), messageOf(snapshotOf('2'))]);
    expect(poison).toMatchObject([{ code }]);
    expect(arrivals.map(({ otus }) => otus.snapshot.sectionAssessmentId)).toEqual(['2']);
  });
});

describe('the newest of each unit', () => {
  it('says that a later one went back, where both came while nobody read', () => {
    const at = (revision: number, receivedAtMs: number) => {
      const message = messageOf(snapshotOf('1', { revision, title: `Revision ${revision}` }));
      return { ...message, value: { ...message.value, receivedAtMs } };
    };
    const newestOf = (...messages: SnapshotMessage[]) => newestOfEachUnit(readArrivals(messages).arrivals)[0]?.otus;
    const later = 5 + LIMITS.overtakenWithinMs;
    expect(newestOf(at(9, 5), at(3, later))).toMatchObject({
      snapshot: { revision: 9 },
      wentBack: { revision: 3, times: 1 },
    });
    expect(newestOf(at(9, 5), at(3, 6))).not.toHaveProperty('wentBack');
    expect(newestOf(at(3, 5), at(9, later))).not.toHaveProperty('wentBack');
  });

  it('is the greatest revision, in whatever order they came, and of equal ones the first', () => {
    const titled = (id: string, revision: number, title: string) => messageOf(snapshotOf(id, { revision, title }));
    const { arrivals } = readArrivals([
      titled('1', 2, 'second'),
      titled('1', 3, 'third'),
      titled('1', 1, 'first'),
      titled('2', 7, 'seventh'),
      titled('2', 7, 'seventh again'),
    ]);
    expect(newestOfEachUnit(arrivals).map(({ otus }) => otus.snapshot.title)).toEqual(['third', 'seventh']);
  });

  it('keeps units of two districts apart that have one id', () => {
    const other = messageOf(snapshotOf('1'));
    const { arrivals } = readArrivals([
      messageOf(snapshotOf('1')),
      { ...other, value: { ...other.value, districtId: 'adams' } },
    ]);
    expect(newestOfEachUnit(arrivals).map(({ districtId }) => districtId)).toEqual(['lincoln', 'adams']);
  });
});
