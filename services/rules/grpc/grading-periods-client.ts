import { GradingPeriodsServiceClient, type ResolveGradingPeriodResponse } from '@passback/contracts';
import type { GradingPeriod, GradingPeriodAnswer } from '@passback/domain';
import { createGrpcClient, type GrpcFiles, unaryCall } from '@passback/service-kit';
import type { AskGradingPeriod } from '../inputs/grading-periods.ts';
import { LIMITS } from '../limits.ts';

/** Asks the grading-periods service at `address` (`host:port`), with a deadline; `settings`: the files of mutual TLS. */
export function gradingPeriodsClient(address: string, settings: GrpcFiles): { ask: AskGradingPeriod; close(): void } {
  const client = createGrpcClient(GradingPeriodsServiceClient, address, {
    settings,
    serviceName: 'passback.gradingperiods.v1.GradingPeriodsService',
    idempotentMethods: ['ResolveGradingPeriod', 'ListGradingPeriods'],
  });
  return {
    ask: async (question, onCalled) => {
      const response = await unaryCall(
        'passback.gradingperiods.v1.GradingPeriodsService/ResolveGradingPeriod',
        client.resolveGradingPeriod.bind(client),
        { ...question, sectionTermId: question.sectionTermId ?? '' },
        { deadlineMs: LIMITS.gradingPeriodDeadlineMs, onCalled },
      );
      return answerOf(response);
    },
    close: () => client.close(),
  };
}

function answerOf({ current, next, last }: ResolveGradingPeriodResponse): GradingPeriodAnswer {
  if (current !== undefined) return { kind: 'current', period: periodOf(current) };
  return {
    kind: 'none',
    ...(next === undefined ? {} : { next: periodOf(next) }),
    ...(last === undefined ? {} : { last: periodOf(last) }),
  };
}

/** Without what else the message carries. */
function periodOf({ name, start, end }: GradingPeriod): GradingPeriod {
  return { name, start, end };
}
