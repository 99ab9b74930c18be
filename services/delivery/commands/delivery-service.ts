import { status } from '@grpc/grpc-js';
import type { DeliveryServiceServer } from '@passback/contracts';
import type { DistrictRecord, Ledger } from '@passback/ledger';
import { rpcHandlers } from '@passback/service-host';
import { type Clock, type Logger, RpcError } from '@passback/service-kit';
import { CHECK_STEPS, checkConnection, checkStep } from './check-connection.ts';
import { CommandGradebook, type CommandGradebooks } from './command-gradebook.ts';
import { listLanes } from './list-lanes.ts';
import { reconcile } from './reconcile.ts';
import { readStudentNames } from './student-names.ts';

const SERVICE = 'passback.delivery.v1.DeliveryService';

export interface CommandContext {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly gradebooks: CommandGradebooks;
}

/** The service's methods. */
export function deliveryService(
  context: CommandContext,
): Pick<DeliveryServiceServer, 'checkConnection' | 'reconcile' | 'lanes' | 'studentNames'> {
  const { ledger, clock, logger, gradebooks } = context;
  const handler = rpcHandlers(SERVICE, logger);
  return {
    checkConnection: handler('CheckConnection', ({ districtId, step: asked }, call) => {
      const step = CHECK_STEPS.find((each) => each === asked);
      if (step === undefined && asked !== '') throw new RpcError(status.INVALID_ARGUMENT, 'there is no such step');
      return withGradebook(context, districtId, async (district, gradebook) => {
        const isCancelled = (): boolean => call.cancelled;
        const facts = { district, gradebook, store: ledger.sectionAssessments, now: () => clock.now(), isCancelled };
        const { checks, categories } = await (step === undefined ? checkConnection(facts) : checkStep(facts, step));
        return { ok: checks.every(({ ok }) => ok), checks, categories };
      });
    }),
    reconcile: handler('Reconcile', ({ districtId, sectionId, schoolId, after, limitMs }, call) => {
      if (sectionId !== '' && schoolId !== '')
        throw new RpcError(status.INVALID_ARGUMENT, 'section_id and school_id cannot both be given');
      const place = { sectionId: emptyAsNull(sectionId), schoolId: emptyAsNull(schoolId) };
      return withGradebook(context, districtId, (district, gradebook) =>
        reconcile({
          district,
          gradebook,
          store: ledger.sectionAssessments,
          ...place,
          after: emptyAsNull(after),
          ...(limitMs !== undefined && { limitMs }),
          now: () => clock.now(),
          isCancelled: () => call.cancelled,
        }),
      );
    }),
    studentNames: handler('StudentNames', ({ districtId, ...section }) => {
      if (section.sectionId === '') throw new RpcError(status.INVALID_ARGUMENT, 'section_id is missing');
      return withGradebook(context, districtId, (_district, gradebook) => readStudentNames(gradebook, section, clock));
    }),
    lanes: handler('Lanes', ({ districtId }) =>
      listLanes(gradebooks.environment, emptyAsNull(districtId), clock.now()),
    ),
  };
}

async function withGradebook<T>(
  { ledger, gradebooks }: CommandContext,
  districtId: string,
  command: (district: DistrictRecord, gradebook: CommandGradebook) => Promise<T>,
): Promise<T> {
  const district = await ledger.districts.get(districtId);
  if (district === null) throw new RpcError(status.NOT_FOUND, 'the district is not known');
  const gradebook = new CommandGradebook(gradebooks, district);
  try {
    return await command(district, gradebook);
  } finally {
    await gradebook.close();
  }
}

function emptyAsNull(text: string): string | null {
  return text === '' ? null : text;
}
