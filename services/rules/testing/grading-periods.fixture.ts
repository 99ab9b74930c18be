import { status } from '@grpc/grpc-js';
import { GradingPeriodsServiceService, type GradingPeriodsServiceServer, protoDescriptors } from '@passback/contracts';
import { type GradingPeriod, periodOn } from '@passback/domain';
import { RpcError, type RunningGrpcServer, startGrpcServer, unaryHandler } from '@passback/service-kit';
import { PERIOD } from './facts.fixture.ts';

/** A grading-periods service that answers as it is told. */
export class GradingPeriodsStandIn {
  periods: readonly GradingPeriod[] = [PERIOD];
  /** Those of sections of a term, where they differ. */
  readonly periodsOfTerm = new Map<string, readonly GradingPeriod[]>();
  isDown = false;
  /** Districts whose questions are not answered until the caller gives up. */
  readonly hanging = new Set<string>();
  readonly asked: { districtId: string; schoolId: string; sectionTermId: string; date: string }[] = [];
  readonly #stopped = Promise.withResolvers<undefined>();
  #server: RunningGrpcServer | null = null;

  async start(): Promise<string> {
    const service: Pick<GradingPeriodsServiceServer, 'resolveGradingPeriod' | 'listGradingPeriods'> = {
      resolveGradingPeriod: unaryHandler(
        'resolve',
        async (request) => {
          this.asked.push(request);
          if (this.hanging.has(request.districtId)) await this.#stopped.promise;
          if (this.isDown) throw new RpcError(status.UNAVAILABLE, 'PowerSchool could not be read');
          const periods = this.periodsOfTerm.get(request.sectionTermId) ?? this.periods;
          const answer = periodOn(periods, request.date);
          if (answer.kind === 'current') return { ageMs: 0, stale: false, current: answer.period };
          return { ageMs: 0, stale: false, ...(answer.kind === 'none' && { next: answer.next, last: answer.last }) };
        },
        () => undefined,
      ),
      listGradingPeriods: unaryHandler(
        'list',
        async () => ({ periods: [], ageMs: 0, stale: false }),
        () => undefined,
      ),
    };
    this.#server = await startGrpcServer({
      address: '127.0.0.1:0',
      service: GradingPeriodsServiceService,
      implementation: service,
      serviceName: 'passback.gradingperiods.v1.GradingPeriodsService',
      descriptors: protoDescriptors(),
    });
    return this.#server.address;
  }

  async stop(): Promise<void> {
    this.#stopped.resolve(undefined);
    await this.#server?.stop(1_000);
  }
}
