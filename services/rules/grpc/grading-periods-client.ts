import { GradingPeriodsServiceClient } from '@passback/contracts';
import { createGrpcClient, unaryCall } from '@passback/service-kit';
import type { AskGradingPeriod } from '../facts/grading-periods.ts';
import { LIMITS } from '../limits.ts';

/** Asks the grading-periods service at `address` (`host:port`), with a deadline. */
export function gradingPeriodsClient(address: string): { ask: AskGradingPeriod; close(): void } {
  const client = createGrpcClient(GradingPeriodsServiceClient, address, {
    serviceName: 'passback.gradingperiods.v1.GradingPeriodsService',
    idempotentMethods: ['ResolveGradingPeriod', 'ListGradingPeriods'],
  });
  return {
    ask: async (question, onCalled) => {
      const response = await unaryCall(
        'passback.gradingperiods.v1.GradingPeriodsService/ResolveGradingPeriod',
        client.resolveGradingPeriod.bind(client),
        question,
        { deadlineMs: LIMITS.gradingPeriodDeadlineMs, onCalled },
      );
      return response.current ?? null;
    },
    close: () => client.close(),
  };
}
