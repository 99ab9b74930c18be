import { status } from '@grpc/grpc-js';
import type { GradingPeriodsServiceServer, ResolveGradingPeriodResponse } from '@passback/contracts';
import { type GradingPeriodAnswer, isLocalDate } from '@passback/domain';
import { LedgerError } from '@passback/ledger';
import { RpcError, unaryHandler } from '@passback/service-kit';
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
  onUnexpected: (error: unknown) => void,
): Pick<GradingPeriodsServiceServer, 'resolveGradingPeriod' | 'listGradingPeriods'> {
  return {
    resolveGradingPeriod: unaryHandler(
      'passback.gradingperiods.v1.GradingPeriodsService/ResolveGradingPeriod',
      async (request) => {
        const { on, ageMs, stale } = await answer(find, request);
        const found = on(request.date, request.sectionTermId === '' ? null : request.sectionTermId);
        return { ageMs, stale, ...fieldsOf(found) };
      },
      onUnexpected,
    ),
    listGradingPeriods: unaryHandler(
      'passback.gradingperiods.v1.GradingPeriodsService/ListGradingPeriods',
      async (request) => {
        const { periods, ageMs, stale } = await answer(find, request);
        return { periods: periods.map(({ name, start, end }) => ({ name, start, end })), ageMs, stale };
      },
      onUnexpected,
    ),
  };
}

function fieldsOf(answer: GradingPeriodAnswer): Pick<ResolveGradingPeriodResponse, 'current' | 'next' | 'last'> {
  if (answer.kind === 'current') return { current: answer.period };
  if (answer.kind === 'unknown') return {};
  const { next, last } = answer;
  return { ...(next === undefined ? {} : { next }), ...(last === undefined ? {} : { last }) };
}

async function answer(find: (question: Question) => Promise<SchoolPeriods>, question: Question) {
  if (question.districtId === '') throw new RpcError(status.INVALID_ARGUMENT, 'district_id is missing');
  if (question.schoolId === '') throw new RpcError(status.INVALID_ARGUMENT, 'school_id is missing');
  if (!isLocalDate(question.date)) throw new RpcError(status.INVALID_ARGUMENT, 'date is not a YYYY-MM-DD date');
  try {
    return await find(question);
  } catch (error) {
    throw rpcErrorOf(error);
  }
}

/** One table from our codes to gRPC's. */
function rpcErrorOf(error: unknown): unknown {
  if (error instanceof PeriodsError)
    return error.code === 'UNKNOWN_DISTRICT'
      ? new RpcError(status.NOT_FOUND, error.message, error)
      : new RpcError(status.UNAVAILABLE, error.message, error);
  if (error instanceof LedgerError && error.code === 'UNAVAILABLE')
    return new RpcError(status.UNAVAILABLE, 'the ledger cannot be reached', error);
  return error;
}
