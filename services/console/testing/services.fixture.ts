import { status } from '@grpc/grpc-js';
import {
  DeliveryServiceService,
  protoDescriptors,
  RulesServiceService,
  type CheckConnectionResponse,
  type DismissDeadLettersResponse,
  type ReplayDeadLettersResponse,
  type LagResponse,
  type LanesResponse,
  type ListDeadLettersResponse,
  type PreviewResponse,
  type ReconcileResponse,
  type StudentNamesResponse,
} from '@passback/contracts';
import { RpcError, startGrpcServer, unaryHandler } from '@passback/service-kit';

/** What the services behind the console answer with, and what they were asked. */
export class FakeServices {
  readonly asked: { readonly method: string; readonly request: unknown }[] = [];
  readonly answers: Record<string, unknown> = {
    StartRun: { runId: 'manual-1', started: true },
    Redrive: { units: 3, runId: 'redrive-1' },
    Rebase: { units: 2 },
    Preview: {
      date: '2026-11-12',
      units: { create: 1, update: 0, scoresOnly: 0, none: 0, held: 2 },
      scores: { send: 3, keep: 0, held: 1 },
      reasons: { WITHDRAWN: 1 },
      items: [],
      itemsTruncated: false,
    } satisfies PreviewResponse,
    ListDeadLetters: {
      letters: [],
      cursor: '',
      waiting: 0,
      replayed: 0,
      dismissed: 0,
      truncated: false,
    } satisfies ListDeadLettersResponse,
    ReplayDeadLetters: { results: [] } satisfies ReplayDeadLettersResponse,
    DismissDeadLetters: { results: [] } satisfies DismissDeadLettersResponse,
    Lag: { topics: [] } satisfies LagResponse,
    Lanes: {
      lanes: [
        {
          districtId: 'lincoln',
          owner: '',
          fence: 3,
          leasedUntilMs: 0,
          minIntervalMs: 50,
          circuit: 'open',
          circuitCode: 'SIS_CREDENTIALS',
          circuitOpenSinceMs: Date.parse('2026-11-12T07:00:00Z'),
          dueUnits: 12,
          requestsLastMinute: 300,
          permittedLastMinute: 1_200,
        },
      ],
    } satisfies LanesResponse,
    CheckConnection: { ok: true, checks: [], categories: [] } satisfies CheckConnectionResponse,
    Reconcile: {
      unitsRead: 1,
      cellsRead: 25,
      missing: 0,
      different: 1,
      extra: 0,
      drifts: [],
      driftsTruncated: false,
      kept: 0,
      extraAssignments: 0,
      nextAfter: '',
      unitsLeft: 0,
    } satisfies ReconcileResponse,
    StudentNames: {
      names: [{ studentId: '81001', name: 'Ames, Ann' }],
      available: true,
    } satisfies StudentNamesResponse,
  };
  /** When set, every call fails with it. */
  failure: RpcError | null = null;
  /** Methods that fail with a code. */
  readonly failures: Record<string, keyof typeof status> = {};

  failWith(code: keyof typeof status, details: string): void {
    this.failure = new RpcError(status[code], details);
  }

  handler<Request, Response>(method: string) {
    return unaryHandler<Request, Response>(
      method,
      async (request) => {
        this.asked.push({ method, request });
        if (this.failure !== null) throw this.failure;
        const failure = this.failures[method];
        if (failure !== undefined) throw new RpcError(status[failure], 'in other words');
        return this.answers[method] as Response;
      },
      () => undefined,
    );
  }
}

/** The two servers, on free ports. */
export async function startFakeServices(fake: FakeServices) {
  const descriptors = protoDescriptors();
  const rules = await startGrpcServer({
    address: '127.0.0.1:0',
    service: RulesServiceService,
    implementation: {
      preview: fake.handler('Preview'),
      startRun: fake.handler('StartRun'),
      redrive: fake.handler('Redrive'),
      rebase: fake.handler('Rebase'),
      listDeadLetters: fake.handler('ListDeadLetters'),
      replayDeadLetters: fake.handler('ReplayDeadLetters'),
      dismissDeadLetters: fake.handler('DismissDeadLetters'),
      lag: fake.handler('Lag'),
    },
    serviceName: 'passback.rules.v1.RulesService',
    descriptors,
  });
  const delivery = await startGrpcServer({
    address: '127.0.0.1:0',
    service: DeliveryServiceService,
    implementation: {
      lanes: fake.handler('Lanes'),
      checkConnection: fake.handler('CheckConnection'),
      reconcile: fake.handler('Reconcile'),
      studentNames: fake.handler('StudentNames'),
    },
    serviceName: 'passback.delivery.v1.DeliveryService',
    descriptors,
  });
  return {
    RULES_ADDRESS: rules.address,
    DELIVERY_ADDRESS: delivery.address,
    stop: async () => void (await Promise.all([rules.stop(1_000), delivery.stop(1_000)])),
  };
}
