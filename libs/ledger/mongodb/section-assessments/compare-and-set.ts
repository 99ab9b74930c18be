import { randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import type { UnitKey, WriteResult } from '../../port/section-assessments.ts';
import { firstOfEachUnit, unitKey, conflictsOf } from '../../shared/unit-writes.ts';
import { failedOnDuplicatesOnly } from '../mongodb-errors.ts';
import type { UnitDocument } from './unit-document.ts';

type TokenField = 'evaluationWrite' | 'outcomeWrite' | 'claimWrite';
type Operation = AnyBulkWriteOperation<UnitDocument>;

/** Writes a batch of compare-and-sets as one bulk write and tells which of them lost. */
export async function writeBatch<W extends UnitKey>(
  units: Collection<UnitDocument>,
  writes: readonly W[],
  tokenField: TokenField,
  operationOf: (write: W, token: string) => Operation,
  token?: string,
): Promise<WriteResult> {
  const { firsts, repeated } = firstOfEachUnit(writes);
  const lost = await compareAndSet(units, firsts, tokenField, operationOf, token);
  return conflictsOf(...lost, ...repeated);
}

/**
 * The writes that did not take effect; each is of another unit, and its operation sets `tokenField` to the token. A bulk
 * write answers with sums only: where those fall short, one more query asks which units carry the token. With a token of an earlier
 * call, what that one wrote took effect too.
 */
export async function compareAndSet<W extends UnitKey>(
  units: Collection<UnitDocument>,
  writes: readonly W[],
  tokenField: TokenField,
  operationOf: (write: W, token: string) => Operation,
  token: string = randomUUID(),
): Promise<readonly W[]> {
  if (writes.length === 0) return [];
  const operations = writes.map((write) => operationOf(write, token));
  if (await allTook(units, operations)) return [];
  const ids = writes.map(idOf);
  const mine = await units
    .find({ _id: { $in: ids }, [tokenField]: token }, { projection: { _id: 1 }, batchSize: ids.length })
    .toArray();
  const won = new Set(mine.map(({ _id }) => _id));
  return writes.filter((write) => !won.has(idOf(write)));
}

async function allTook(units: Collection<UnitDocument>, operations: Operation[]): Promise<boolean> {
  try {
    const { insertedCount, matchedCount } = await units.bulkWrite(operations, { ordered: false });
    return insertedCount + matchedCount === operations.length;
  } catch (error) {
    if (!failedOnDuplicatesOnly(error)) throw error;
    return false;
  }
}

function idOf(write: UnitKey): string {
  return unitKey(write.districtId, write.sectionAssessmentId);
}
