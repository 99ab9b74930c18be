import { status } from '@grpc/grpc-js';
import type {
  LagResponse,
  PreviewRequest,
  RedriveRequest,
  RulesServiceServer,
  RulesServiceService,
} from '@passback/contracts';
import { isLocalDate, REASON_CODES, type ReasonCode, type Repair } from '@passback/domain';
import type { DistrictRecord, RunRecord } from '@passback/ledger';
import { rpcHandlers } from '@passback/service-host';
import { RpcError } from '@passback/service-kit';
import { INPUT_TOPICS } from '../input-topics.ts';
import { LIMITS } from '../limits.ts';
import { previewNight } from '../preview/preview-night.ts';
import { type EffectKind, EFFECTS, type ItemFilter } from '../preview/preview-sum.ts';
import { rebaseUnits } from '../rebase/rebase-units.ts';
import { DeskBusyError, LetterDesk } from '../replay/letter-desk.ts';
import { redrive } from '../redrive/redrive.ts';
import type { RulesContext } from '../rules-context.ts';
import { openRun } from '../runs/open-run.ts';
import type { RunCare } from '../runs/run-care.ts';
import { publishAsked } from '../events/run-events.ts';
import { runFields } from '../runs/run-fields.ts';
import type { Selection } from '../runs/unit-pages.ts';
import { DeadLetterCalls } from './dead-letter-calls.ts';

const SERVICE = 'passback.rules.v1.RulesService';
const CODES: ReadonlySet<string> = new Set(REASON_CODES);

/** The service's methods. Settings are read fresh, so that a command right after a change goes by the change. */
export function rulesService(
  context: RulesContext,
  care: Pick<RunCare, 'startPlanning'>,
): Pick<RulesServiceServer, keyof typeof RulesServiceService> {
  const handler = rpcHandlers(SERVICE, context.logger, busy);
  const letters = new DeadLetterCalls(new LetterDesk(context));
  return {
    preview: handler('Preview', async ({ districtId, date, limit, ...asked }, call) => {
      if (date !== undefined && !isLocalDate(date)) throw invalid('date is not a YYYY-MM-DD date');
      if (limit > LIMITS.previewItems) throw invalid(`limit is more than ${LIMITS.previewItems}`);
      const options = { ...itemFilterOf(asked), ...(date !== undefined && { date }), limit };
      const district = await districtOf(context, districtId);
      return previewNight(context, district, { ...options, isCancelled: () => call.cancelled });
    }),
    startRun: handler('StartRun', async ({ districtId, requestedBy }) => {
      const district = await districtOf(context, districtId);
      const { opened, run } = await openRun(context, district, { kind: 'manual', requestedBy, selection: null });
      if (opened) context.logger.info({ ...runFields(run), requestedBy }, 'manual run opened');
      if (opened) care.startPlanning(run);
      else await askAgain(context, run);
      return { runId: run.runId, started: opened };
    }),
    redrive: handler('Redrive', async (request, call) => {
      const { districtId, dryRun, requestedBy } = request;
      const selection = selectionOf(request);
      const district = await districtOf(context, districtId);
      const { units, run } = await redrive(context, district, { selection, requestedBy, dryRun }, () => call.cancelled);
      if (run !== null) care.startPlanning(run);
      return { units, runId: run?.runId ?? '' };
    }),
    rebase: handler('Rebase', async ({ districtId, sectionAssessmentIds, dryRun, requestedBy }, call) => {
      if (sectionAssessmentIds.length > LIMITS.redriveIds) throw invalid(`more than ${LIMITS.redriveIds} ids`);
      await districtOf(context, districtId);
      const asked = { sectionAssessmentIds: [...new Set(sectionAssessmentIds)], dryRun };
      const units = await rebaseUnits(context, districtId, asked, () => call.cancelled);
      if (!dryRun) context.logger.info({ district: districtId, units, requestedBy }, 'revisions re-based');
      return { units };
    }),
    listDeadLetters: handler('ListDeadLetters', (request) => letters.list(request)),
    replayDeadLetters: handler('ReplayDeadLetters', (request) => letters.replay(request)),
    dismissDeadLetters: handler('DismissDeadLetters', (request) => letters.dismiss(request)),
    lag: handler('Lag', () => lagOf(context)),
  };
}

/** By the topics' names. */
async function lagOf({ messaging, group }: RulesContext): Promise<LagResponse> {
  const lag = await messaging.lag(group, INPUT_TOPICS);
  return { topics: INPUT_TOPICS.map(({ name }) => ({ topic: name, messages: lag[name] ?? 0 })) };
}

/** The run goes on whether or not it can be told that somebody waits for it. */
async function askAgain(context: RulesContext, run: RunRecord): Promise<void> {
  await publishAsked(context, run).catch((error: unknown) => {
    context.logger.warn({ err: error, ...runFields(run) }, 'that a run was asked for again could not be told');
  });
}

async function districtOf({ districts }: RulesContext, districtId: string): Promise<DistrictRecord> {
  const district = await districts.fresh(districtId);
  if (district === null) throw new RpcError(status.NOT_FOUND, 'the district is not known');
  return district;
}

function itemFilterOf({ effect, reason }: Partial<Pick<PreviewRequest, 'effect' | 'reason'>>): ItemFilter {
  if (effect !== undefined && !isEffect(effect)) throw invalid('effect is not a known one');
  if (reason !== undefined && !isCode(reason)) throw invalid('reason is not a known code');
  return { ...(effect !== undefined && { effect }), ...(reason !== undefined && { reason }) };
}

function isEffect(text: string): text is EffectKind {
  return EFFECTS.some((effect) => effect === text);
}

function isCode(text: string): text is ReasonCode {
  return CODES.has(text);
}

function selectionOf({ reason, sectionAssessmentIds, repair }: RedriveRequest): NonNullable<Selection> {
  if ((reason === '') === (sectionAssessmentIds.length === 0))
    throw invalid('either reason or section_assessment_ids is needed');
  if (reason !== '' && !CODES.has(reason)) throw invalid('reason is not a known code');
  if (sectionAssessmentIds.length > LIMITS.redriveIds) throw invalid(`more than ${LIMITS.redriveIds} ids`);
  if (!isRepair(repair)) throw invalid('repair is none of "check", "missing" and "all"');
  if (repair !== '' && reason !== '') throw invalid('repair goes with section_assessment_ids only');
  return {
    reason: reason === '' ? null : reason,
    sectionAssessmentIds: [...new Set(sectionAssessmentIds)],
    ...(repair !== '' && { repair }),
  };
}

function isRepair(text: string): text is Repair | '' {
  return text === '' || text === 'check' || text === 'missing' || text === 'all';
}

function invalid(details: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, details);
}

function busy(error: unknown): RpcError | null {
  return error instanceof DeskBusyError ? new RpcError(status.RESOURCE_EXHAUSTED, error.message, error) : null;
}
