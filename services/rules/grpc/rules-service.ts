import { status } from '@grpc/grpc-js';
import type { RulesServiceServer } from '@passback/contracts';
import { isLocalDate, REASON_CODES } from '@passback/domain';
import { type DistrictRecord, LedgerError } from '@passback/ledger';
import { RpcError, unaryHandler } from '@passback/service-kit';
import { LIMITS } from '../limits.ts';
import { previewNight } from '../preview/preview-night.ts';
import { redrive } from '../redrive/redrive.ts';
import type { RulesContext } from '../rules-context.ts';
import { openRun } from '../runs/open-run.ts';
import type { RunCare } from '../runs/run-care.ts';

const SERVICE = 'passback.rules.v1.RulesService';
const CODES: ReadonlySet<string> = new Set(REASON_CODES);

/** The service's methods. Settings are read fresh, so that a command right after a change goes by the change. */
export function rulesService(
  context: RulesContext,
  care: Pick<RunCare, 'startPlanning'>,
): Pick<RulesServiceServer, 'preview' | 'startRun' | 'redrive'> {
  const onUnexpected = (error: unknown): void => context.logger.error({ err: error }, 'a call failed');
  const handler = <Request, Response>(method: string, handle: Parameters<typeof unaryHandler<Request, Response>>[1]) =>
    unaryHandler<Request, Response>(
      `${SERVICE}/${method}`,
      (request, call) => handle(request, call).catch((error: unknown) => Promise.reject(rpcErrorOf(error))),
      onUnexpected,
    );
  return {
    preview: handler('Preview', async ({ districtId, date, limit }, call) => {
      if (date !== undefined && !isLocalDate(date)) throw invalid('date is not a YYYY-MM-DD date');
      if (limit > LIMITS.previewItems) throw invalid(`limit is more than ${LIMITS.previewItems}`);
      const district = await districtOf(context, districtId);
      const on = date === undefined ? {} : { date };
      return previewNight(context, district, { ...on, limit, isCancelled: () => call.cancelled });
    }),
    startRun: handler('StartRun', async ({ districtId, requestedBy }) => {
      const district = await districtOf(context, districtId);
      const { opened, run } = await openRun(context, district, { kind: 'manual', requestedBy, selection: null });
      if (opened) care.startPlanning(run);
      return { runId: run.runId, started: opened };
    }),
    redrive: handler('Redrive', async ({ districtId, reason, sectionAssessmentIds, dryRun, requestedBy }, call) => {
      const selection = selectionOf(reason, sectionAssessmentIds);
      const district = await districtOf(context, districtId);
      const { units, run } = await redrive(context, district, { selection, requestedBy, dryRun }, () => call.cancelled);
      if (run !== null) care.startPlanning(run);
      return { units, runId: run?.runId ?? '' };
    }),
  };
}

async function districtOf({ districts }: RulesContext, districtId: string): Promise<DistrictRecord> {
  const district = await districts.fresh(districtId);
  if (district === null) throw new RpcError(status.NOT_FOUND, 'the district is not known');
  return district;
}

function selectionOf(reason: string, sectionAssessmentIds: readonly string[]) {
  if ((reason === '') === (sectionAssessmentIds.length === 0))
    throw invalid('either reason or section_assessment_ids is needed');
  if (reason !== '' && !CODES.has(reason)) throw invalid('reason is not a known code');
  if (sectionAssessmentIds.length > LIMITS.redriveIds) throw invalid(`more than ${LIMITS.redriveIds} ids`);
  return { reason: reason === '' ? null : reason, sectionAssessmentIds: [...new Set(sectionAssessmentIds)] };
}

function invalid(details: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, details);
}

function rpcErrorOf(error: unknown): unknown {
  if (error instanceof LedgerError && error.code === 'UNAVAILABLE')
    return new RpcError(status.UNAVAILABLE, 'the ledger cannot be reached', error);
  return error;
}
