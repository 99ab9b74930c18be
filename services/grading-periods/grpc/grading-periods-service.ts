import { status } from '@grpc/grpc-js';
import type { GradingPeriodsServiceServer, ResolveGradingPeriodResponse } from '@passback/contracts';
import { type GradingPeriodAnswer, isLocalDate } from '@passback/domain';
import { rpcHandlers } from '@passback/service-host';
import { type Logger, RpcError } from '@passback/service-kit';
import { PeriodsError } from '../periods/periods-error.ts';
import type { SchoolPeriods } from '../periods/school-periods.ts';

interface Question {
  readonly districtId: string;
  readonly schoolId: string;
  readonly date: string;
}

/** The service's methods; `find` throws `PeriodsError` or `LedgerError`. */
export function gradingPeriodsService(
  find: (question: Question) => Promise<SchoolPeriods>,
  logger: Pick<Logger, 'error'>,
): Pick<GradingPeriodsServiceServer, 'resolveGradingPeriod' | 'listGradingPeriods'> {
  const handler = rpcHandlers('passback.gradingperiods.v1.GradingPeriodsService', logger, rpcErrorOf);
  return {
    resolveGradingPeriod: handler('ResolveGradingPeriod', async (request) => {
      checkQuestion(request);
      const { on, ageMs, stale } = await find(request);
      const found = on(request.date, request.sectionTermId === '' ? null : request.sectionTermId);
      return { ageMs, stale, ...fieldsOf(found) };
    }),
    listGradingPeriods: handler('ListGradingPeriods', async (request) => {
      checkQuestion(request);
      const { periods, ageMs, stale } = await find(request);
      return { periods: periods.map(({ name, start, end }) => ({ name, start, end })), ageMs, stale };
    }),
  };
}

function fieldsOf(answer: GradingPeriodAnswer): Pick<ResolveGradingPeriodResponse, 'current' | 'next' | 'last'> {
  if (answer.kind === 'current') return { current: answer.period };
  if (answer.kind === 'unknown') return {};
  const { next, last } = answer;
  return { ...(next === undefined ? {} : { next }), ...(last === undefined ? {} : { last }) };
}

function checkQuestion(question: Question): void {
  if (question.districtId === '') throw new RpcError(status.INVALID_ARGUMENT, 'district_id is missing');
  if (question.schoolId === '') throw new RpcError(status.INVALID_ARGUMENT, 'school_id is missing');
  if (!isLocalDate(question.date)) throw new RpcError(status.INVALID_ARGUMENT, 'date is not a YYYY-MM-DD date');
}

function rpcErrorOf(error: unknown): RpcError | null {
  if (!(error instanceof PeriodsError)) return null;
  return new RpcError(error.code === 'UNKNOWN_DISTRICT' ? status.NOT_FOUND : status.UNAVAILABLE, error.message, error);
}
