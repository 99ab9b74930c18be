import { status } from '@grpc/grpc-js';
import type { ReconcileResponse } from '@passback/contracts';
import type { RunRecord } from '@passback/ledger';
import { describeReason, type Language, type UnitRecord } from '@passback/domain';
import { RpcError, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { askRedrive } from '../commands/ask-redrive.ts';
import { DriftSchema, type DriftView, driftView } from '../commands/drift-view.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { Caller } from '../sign-in/access.ts';
import { notFound } from '../http/problems.ts';
import { Count, Nullable } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { type ListItem, listItem, ListItemSchema } from '../section-assessments/list-item.ts';
import { finding, type SetupFinding } from './setup-finding.ts';
import { setupWords } from './setup-words.ts';

/** One section that was sent and read back. */
export interface TrialDetail {
  /** SIS section id. */
  readonly sectionId: string;
  /** Null where nothing was to be sent. */
  readonly runId: string | null;
  /** As each stands now. */
  readonly units: readonly ListItem[];
  /** What PowerSchool holds, beside what was sent; null where it was not read back. */
  readonly readBack: {
    readonly cellsRead: number;
    readonly missing: number;
    readonly different: number;
    readonly extra: number;
    readonly kept: number;
    readonly drifts: readonly DriftView[];
  } | null;
}

export const TrialSchema = Type.Object({
  sectionId: Type.String({ description: 'SIS section id' }),
  runId: Nullable(Type.String(), 'Null where nothing was to be sent'),
  units: Type.Array(ListItemSchema, { description: 'As each stands now' }),
  readBack: Nullable(
    Type.Object({
      cellsRead: Count,
      missing: Count,
      different: Count,
      extra: Count,
      kept: Type.Integer({ minimum: 0, description: 'Cells that a teacher edited in PowerSchool' }),
      drifts: Type.Array(DriftSchema, { description: 'What was sent and what PowerSchool holds, where they differ' }),
    }),
    'Null where it was not read back',
  ),
});

type TrialContext = Pick<ConsoleContext, 'ledger' | 'clock' | 'logger' | 'rules' | 'delivery'>;

interface Asked {
  readonly districtId: string;
  readonly sectionId: string;
  readonly caller: Caller;
}

/**
 * Sends the units of one section by the rules of now, waits until they are through, and reads the section back. What is in PowerSchool
 * already is not sent again. Throws `HttpProblem` 404 where no unit of the section is known.
 */
export async function trialStep(
  context: TrialContext,
  asked: Asked,
  language: Language,
): Promise<{ findings: SetupFinding[]; trial: TrialDetail }> {
  const { districtId, sectionId, caller } = asked;
  const { items } = await context.ledger.sectionAssessments.list(
    districtId,
    { section: sectionId },
    { limit: CONSOLE_LIMITS.listMost },
  );
  if (items.length === 0) throw notFound('no section assessment of this section is known');
  const sectionAssessmentIds = items.map((record) => record.sectionAssessmentId);
  const { runId } = await askRedrive(context, { districtId, caller }, { sectionAssessmentIds, dryRun: false });
  const units = await settled(context, { districtId, runId }, sectionAssessmentIds);
  const written = units.filter(({ sis }) => sis.assignment !== null);
  const readBack = written.length === 0 ? null : await readSection(context, asked);
  const trial: TrialDetail = {
    sectionId,
    runId: runId === '' ? null : runId,
    units: units.map((record) => listItem(record, language)),
    readBack: readBack === null ? null : { ...countsOf(readBack), drifts: readBack.drifts.map(driftView) },
  };
  return { findings: findingsOf(units, written.length, readBack, language), trial };
}

/** The units when the run has planned them and none of them waits any more, or when the patience is over. */
async function settled(
  { ledger, clock }: TrialContext,
  { districtId, runId }: Pick<RunRecord, 'districtId' | 'runId'>,
  ids: readonly string[],
): Promise<readonly UnitRecord[]> {
  const until = clock.now() + CONSOLE_LIMITS.trialMs;
  for (;;) {
    // Before its units are read: until it has planned them they look like units that wait for nothing.
    const run = runId === '' ? null : await ledger.runs.get(districtId, runId);
    const units = await ledger.sectionAssessments.load(districtId, ids);
    const isThrough = run?.state !== 'planning' && !units.some(isUnderWay);
    if (isThrough || clock.now() >= until) return units;
    await clock.sleep(CONSOLE_LIMITS.trialLookMs);
  }
}

/** One that failed waits too, for its next try: that is its answer for now. */
function isUnderWay({ delivery, summary }: UnitRecord): boolean {
  return (delivery.dueAt !== null || delivery.claim !== null) && summary.state !== 'retrying';
}

/** Null where this PowerSchool gives no way to read scores, or cannot now. */
async function readSection(
  { delivery }: TrialContext,
  { districtId, sectionId }: Asked,
): Promise<ReconcileResponse | null> {
  const asked = { districtId, sectionId, schoolId: '', after: '' };
  const deadline = { deadlineMs: CONSOLE_LIMITS.powerSchoolMs };
  const method = delivery.reconcile.bind(delivery);
  try {
    return await unaryCall('passback.delivery.v1.DeliveryService/Reconcile', method, asked, deadline);
  } catch (error) {
    if (error instanceof RpcError && UNREADABLE.has(error.code)) return null;
    throw error;
  }
}

const UNREADABLE: ReadonlySet<number> = new Set([status.FAILED_PRECONDITION, status.UNAVAILABLE]);

function countsOf({ cellsRead, missing, different, extra, kept }: ReconcileResponse) {
  return { cellsRead, missing, different, extra, kept };
}

function findingsOf(
  units: readonly UnitRecord[],
  written: number,
  readBack: ReconcileResponse | null,
  language: Language,
): SetupFinding[] {
  const trouble = (code: Parameters<typeof setupWords>[0], count: number): SetupFinding => {
    const words = setupWords(code, language);
    return finding('trial', words.level, { count, words });
  };
  const findings: SetupFinding[] = [];
  const waiting = units.filter(isUnderWay).length;
  if (waiting > 0) findings.push(trouble('NOT_FINISHED', waiting));
  else if (written === 0) findings.push(trouble('NOTHING_SENT', units.length));
  else if (readBack === null) findings.push(trouble('NOT_READ_BACK', written));
  const drifts = (readBack?.missing ?? 0) + (readBack?.different ?? 0);
  if (drifts > 0) findings.push(trouble('DIFFERENT', drifts));
  else if (readBack !== null) findings.push(finding('trial', 'ok', { count: readBack.cellsRead }));
  return [...findings, ...reasonsOf(units, language)];
}

/** Why some of it does not go: an error where none of it does. */
function reasonsOf(units: readonly UnitRecord[], language: Language): SetupFinding[] {
  const counts = new Map<UnitRecord['summary']['reasons'][number], number>();
  for (const { summary } of units) for (const code of summary.reasons) counts.set(code, (counts.get(code) ?? 0) + 1);
  const isAnyIn = units.some(({ summary }) => summary.state === 'inSync');
  return [...counts].map(([code, count]) => {
    const words = describeReason({ code }, language);
    const level = words.level === 'error' && isAnyIn ? 'warning' : words.level;
    return finding('trial', level, { count, words });
  });
}
