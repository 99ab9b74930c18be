import { describe, expect, it } from '@jest/globals';
import { MAX_MESSAGE_BYTES, topics } from '@passback/contracts';
import type { SectionAssessment } from '@passback/domain';
import { INGESTION_LIMITS } from './limits.ts';
import { snapshotJson } from './testing/snapshot.fixture.ts';

/** For the key and the headers of a message. */
const ROOM_BYTES = 2_000;
/** Takes the most bytes of all characters for its length in a text. */
const WIDE = '€';
const id = (index: number): string => `${index}-`.padEnd(INGESTION_LIMITS.idLength, WIDE);

describe('what the door takes fits a message', () => {
  it('of a snapshot: as many scores, and as long texts, as there may be', () => {
    const [score] = snapshotJson().scores as object[];
    const scores = Array.from({ length: INGESTION_LIMITS.scores }, (_, index) => ({
      ...score,
      ...{ scoreId: id(index), studentId: id(index), sisStudentId: id(index) },
    }));
    const title = WIDE.repeat(INGESTION_LIMITS.titleLength);
    const largest = snapshotJson({ title, assessmentType: WIDE.repeat(INGESTION_LIMITS.typeLength), scores });
    const bytes = topics.sectionAssessments.encode({
      districtId: 'lincoln',
      receivedAtMs: Date.now(),
      snapshot: largest as unknown as SectionAssessment,
    });
    expect(bytes.byteLength).toBeLessThan(MAX_MESSAGE_BYTES - ROOM_BYTES);
  });

  it('of staff: in protobuf it is smaller than the body that brought it', () => {
    const staff = { userId: 'a', role: 'admin', sisUserId: 'b', inPassbackGroup: true } as const;
    const one = topics.staff.encode({ districtId: '', revision: 1, staff: [staff] }).byteLength;
    expect(one).toBeLessThan(JSON.stringify({ revision: 1, staff: [staff] }).length);
    expect(topics.staff.maxMessageBytes).toBeGreaterThanOrEqual(INGESTION_LIMITS.staffBytes + ROOM_BYTES);
    expect(topics.deadLetters.maxMessageBytes).toBeGreaterThanOrEqual(topics.staff.maxMessageBytes);
  });
});
