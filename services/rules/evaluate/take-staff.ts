import { InvalidMessageError, type StaffChanged, staffMemberFromMessage } from '@passback/contracts';
import type { StaffRecord } from '@passback/ledger';
import type { BatchResult, IncomingMessage, Poison } from '@passback/messaging';
import type { RulesContext } from '../rules-context.ts';

/**
 * Keeps the newest staff list of each district; the clock re-evaluates what it changes. Throws when the ledger is away.
 */
export async function takeStaff(
  { ledger, districts, staff }: Pick<RulesContext, 'ledger' | 'districts' | 'staff'>,
  messages: readonly IncomingMessage<StaffChanged>[],
): Promise<BatchResult<StaffChanged>> {
  const poison: Poison<StaffChanged>[] = [];
  const newest = new Map<string, StaffRecord>();
  for (const message of messages) {
    const { districtId } = message.value;
    if ((await districts.get(districtId)) === null) {
      poison.push({ message, code: 'UNKNOWN_DISTRICT', error: 'the district is not known' });
      continue;
    }
    const record = readStaff(message.value);
    if (record instanceof InvalidMessageError)
      poison.push({ message, code: 'INVARIANT_BROKEN', error: record.message });
    else if (record.revision > (newest.get(districtId)?.revision ?? -Infinity)) newest.set(districtId, record);
  }
  for (const record of newest.values()) {
    if (await ledger.staff.put(record)) staff.changed(record.districtId);
  }
  return { poison };
}

function readStaff({ districtId, revision, staff }: StaffChanged): StaffRecord | InvalidMessageError {
  try {
    return { districtId, revision, staff: staff.map(staffMemberFromMessage) };
  } catch (error) {
    if (error instanceof InvalidMessageError) return error;
    throw error;
  }
}
