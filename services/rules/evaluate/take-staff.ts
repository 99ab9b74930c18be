import { InvalidMessageError, type StaffChanged, staffMemberFromMessage } from '@passback/contracts';
import { isImplausibleShrink } from '@passback/domain';
import { LedgerError, type StaffRecord } from '@passback/ledger';
import type { BatchResult, IncomingMessage, Poison } from '@passback/messaging';
import { ATTRIBUTES, METRICS, measure } from '@passback/telemetry';
import type { RulesContext } from '../rules-context.ts';

/** A list as it arrived. */
interface ArrivedStaff extends StaffRecord {
  readonly isShrinkConfirmed: boolean;
}

type TakingContext = Pick<RulesContext, 'ledger' | 'districts' | 'staff' | 'clock' | 'logger'>;

/** Another process takes a district's lists only around a rebalance; more rounds mean that something is wrong. */
const ROUNDS = 5;

/**
 * Keeps the newest staff list of each district; the clock re-evaluates what it changes. A list that loses so many people that it is taken for
 * a mistake is refused, and the one before it stays, until it comes again with a confirmation. Throws when the ledger is away.
 */
export async function takeStaff(
  context: TakingContext,
  messages: readonly IncomingMessage<StaffChanged>[],
): Promise<BatchResult<StaffChanged>> {
  const poison: Poison<StaffChanged>[] = [];
  const arrived = new Map<string, ArrivedStaff[]>();
  for (const message of messages) {
    const { districtId } = message.value;
    if ((await context.districts.get(districtId)) === null) {
      poison.push({ message, code: 'UNKNOWN_DISTRICT', error: 'the district is not known' });
      continue;
    }
    const list = readStaff(message.value);
    if (list instanceof InvalidMessageError) poison.push({ message, code: 'INVARIANT_BROKEN', error: list.message });
    else arrived.set(districtId, [...(arrived.get(districtId) ?? []), list]);
  }
  for (const [districtId, lists] of arrived) await takeOfDistrict(context, districtId, lists);
  return { poison };
}

/** Each is judged against the one before it: of a batch that ends with a mistake, the last that was none is kept. */
async function takeOfDistrict(
  context: TakingContext,
  districtId: string,
  lists: readonly ArrivedStaff[],
): Promise<void> {
  const { ledger, staff } = context;
  for (let round = 0; round < ROUNDS; round += 1) {
    const stored = await ledger.staff.get(districtId);
    const over = stored?.revision ?? 0;
    const refused: { list: ArrivedStaff; storedPeople: number }[] = [];
    let newest: StaffRecord | null = stored;
    for (const list of lists) {
      if (list.revision <= (newest?.revision ?? 0)) continue;
      const storedPeople = newest?.staff.length ?? 0;
      if (!list.isShrinkConfirmed && isImplausibleShrink(storedPeople, list.staff.length))
        refused.push({ list, storedPeople });
      else newest = list;
    }
    if (newest !== null && newest.revision > over) {
      const { revision, staff: people } = newest;
      // False where another process took a list meanwhile: then that is the one to judge against.
      if (!(await ledger.staff.put({ districtId, revision, staff: people }, over))) continue;
      staff.changed(districtId);
    }
    for (const { list, storedPeople } of refused) await refuse(context, list, storedPeople);
    return;
  }
  throw new LedgerError('UNAVAILABLE', `the staff of ${districtId} keeps changing`);
}

/** Told where people look: the log, the count, and the district's settings in the console. Nothing of the list is lost: Otus has it. */
async function refuse(
  { ledger, clock, logger }: TakingContext,
  { districtId, revision, staff }: ArrivedStaff,
  storedPeople: number,
): Promise<void> {
  const refusal = { revision, people: staff.length, heldPeople: storedPeople };
  await ledger.staff.refuse(districtId, { ...refusal, at: clock.now() });
  measure(METRICS.staffRefused, 1, { [ATTRIBUTES.district]: districtId });
  logger.warn(
    { district: districtId, ...refusal },
    'a staff list was refused: it loses so many people that it has to be confirmed',
  );
}

function readStaff({
  districtId,
  revision,
  staff,
  isShrinkConfirmed,
}: StaffChanged): ArrivedStaff | InvalidMessageError {
  try {
    const list = { districtId, revision, staff: staff.map(staffMemberFromMessage) };
    return { ...list, isShrinkConfirmed: isShrinkConfirmed ?? false };
  } catch (error) {
    if (error instanceof InvalidMessageError) return error;
    throw error;
  }
}
