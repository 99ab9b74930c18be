import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RulesServiceClient, topics, unitKey } from '@passback/contracts';
import type { SectionAssessment, StaffMember, UnitRecord } from '@passback/domain';
import { type DistrictSettings, type Ledger, openLedger, type RunRecord } from '@passback/ledger';
import { type Messaging, openMessaging } from '@passback/messaging';
import { createGrpcClient, createLogger, loadSecrets, unaryCall } from '@passback/service-kit';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { createRulesApp, type RulesApp } from '../app.ts';
import { MovedClock, NOON } from './clock.fixture.ts';
import { settingsOf, STAFF } from './facts.fixture.ts';
import { GradingPeriodsStandIn } from './grading-periods.fixture.ts';

const TICKS = 10;
const DEADLINE = { deadlineMs: 20_000 } as const;

/** Ledger, broker, grading-periods and a clock, with any number of rules services over them. */
export class World {
  readonly clock = new MovedClock(NOON);
  readonly gradingPeriods: GradingPeriodsStandIn;
  readonly ledger: Ledger;
  readonly messaging: Messaging;
  readonly #folder: string;
  readonly #gradingPeriodsAddress: string;
  readonly #running = new Map<RulesApp, RulesServiceClient>();
  #ticks = 0;

  private constructor(
    ledger: Ledger,
    messaging: Messaging,
    places: { folder: string; gradingPeriods: GradingPeriodsStandIn; gradingPeriodsAddress: string },
  ) {
    this.ledger = ledger;
    this.messaging = messaging;
    this.#folder = places.folder;
    this.gradingPeriods = places.gradingPeriods;
    this.#gradingPeriodsAddress = places.gradingPeriodsAddress;
  }

  static async open(): Promise<World> {
    const folder = await mkdtemp(path.join(tmpdir(), 'passback-rules-'));
    const ledger = await openLedger({ url: 'sqlite::memory:' });
    const messaging = await openMessaging({ url: `embedded:${folder}`, clientId: 'rules-spec' });
    const gradingPeriods = new GradingPeriodsStandIn();
    return new World(ledger, messaging, {
      folder,
      gradingPeriods,
      gradingPeriodsAddress: await gradingPeriods.start(),
    });
  }

  async close(): Promise<void> {
    for (const app of [...this.#running.keys()]) await this.stopRules(app);
    await this.gradingPeriods.stop();
    await this.messaging.stop();
    await this.ledger.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** `change.messaging` and `change.ledger` stand between this replica and the real ones. */
  async startRules(change: { messaging?: Messaging; ledger?: Ledger; tickMs?: number } = {}): Promise<RulesApp> {
    const app = createRulesApp(
      {
        RULES_ADDRESS: '127.0.0.1:0',
        GRADING_PERIODS_ADDRESS: this.#gradingPeriodsAddress,
        RULES_GROUP: 'rules-spec',
        RULES_TICK_MS: change.tickMs ?? 20,
        RULES_PROBE_PORT: 0,
        READ_BACK_DAYS: 14,
        READ_BACK_SHARE: 0.1,
      },
      {
        ledger: this.#countingTicks(change.ledger ?? this.ledger),
        messaging: change.messaging ?? this.messaging,
        secrets: loadSecrets(this.#folder, {}),
        clock: this.clock,
        logger: createLogger('rules', process.env['SPEC_LOG'] ?? 'silent'),
      },
    );
    await app.start();
    const client = createGrpcClient(RulesServiceClient, app.address, {
      serviceName: 'passback.rules.v1.RulesService',
      idempotentMethods: [],
    });
    this.#running.set(app, client);
    return app;
  }

  /** Every tick reads the districts once. */
  #countingTicks(ledger: Ledger): Ledger {
    const { districts } = ledger;
    const list: typeof districts.list = () => {
      this.#ticks += 1;
      return districts.list();
    };
    return { ...ledger, districts: { ...districts, list } };
  }

  /** Waits while the clocks of all replicas tick some more. */
  async someTicks(): Promise<void> {
    const until = this.#ticks + TICKS;
    await eventually(async () => {
      if (this.#ticks < until) throw new Error('the clock does not tick');
    });
  }

  async stopRules(app: RulesApp): Promise<void> {
    this.#running.get(app)?.close();
    this.#running.delete(app);
    await app.stop();
  }

  /** A district with staff, put there an hour ago. */
  async addDistrict(districtId: string, change: Partial<DistrictSettings> = {}): Promise<void> {
    await this.ledger.districts.put(settingsOf(districtId, change), { by: 'file', at: this.clock.now() - 3_600_000 });
    await this.ledger.staff.put({ districtId, revision: 1, staff: STAFF });
  }

  async changeSettings(districtId: string, change: Partial<DistrictSettings>): Promise<void> {
    const record = await this.ledger.districts.get(districtId);
    if (record === null) throw new Error(`${districtId} is not there`);
    await this.ledger.districts.put({ ...record.settings, ...change }, { by: 'spec', at: this.clock.now() });
  }

  send(districtId: string, snapshots: readonly SectionAssessment[], headers: Record<string, string> = {}) {
    return this.messaging.produce(
      topics.sectionAssessments,
      snapshots.map((snapshot) => ({
        key: unitKey(districtId, snapshot.sectionAssessmentId),
        value: { districtId, receivedAtMs: this.clock.now(), snapshot },
        headers,
      })),
    );
  }

  sendStaff(districtId: string, revision: number, staff: readonly StaffMember[]): Promise<void> {
    return this.messaging.produce(topics.staff, [{ key: districtId, value: { districtId, revision, staff } }]);
  }

  async unit(districtId: string, sectionAssessmentId: string): Promise<UnitRecord> {
    const [record] = await this.ledger.sectionAssessments.load(districtId, [sectionAssessmentId]);
    if (record === undefined) throw new Error(`${sectionAssessmentId} is not there yet`);
    return record;
  }

  /** The unit once `check` does not throw. */
  eventualUnit(districtId: string, id: string, check: (record: UnitRecord) => void): Promise<UnitRecord> {
    return eventually(async () => {
      const record = await this.unit(districtId, id);
      check(record);
      return record;
    });
  }

  /** Waits until that many units are evaluated. */
  async evaluated(districtId: string, units: number): Promise<void> {
    await eventually(async () => {
      const counts = Object.values(await this.ledger.sectionAssessments.countByState(districtId));
      const sum = counts.reduce((total, count) => total + count, 0);
      if (sum !== units) throw new Error(`${sum} of ${units} units are evaluated`);
    });
  }

  async run(districtId: string, runId: string): Promise<RunRecord> {
    const run = await this.ledger.runs.get(districtId, runId);
    if (run === null) throw new Error(`run ${runId} is not there yet`);
    return run;
  }

  eventualRun(districtId: string, runId: string, state: RunRecord['state']): Promise<RunRecord> {
    return eventually(async () => {
      const run = await this.run(districtId, runId);
      if (run.state !== state) throw new Error(`run ${runId} is ${run.state} and not ${state}`);
      return run;
    });
  }

  startRun(app: RulesApp, districtId: string) {
    const client = this.#client(app);
    return unaryCall('StartRun', client.startRun.bind(client), { districtId, requestedBy: 'spec' }, DEADLINE);
  }

  preview(
    app: RulesApp,
    districtId: string,
    options: { date?: string; limit?: number; effect?: string; reason?: string } = {},
  ) {
    const client = this.#client(app);
    return unaryCall('Preview', client.preview.bind(client), { districtId, limit: 100, ...options }, DEADLINE);
  }

  redrive(
    app: RulesApp,
    districtId: string,
    redrive: { reason?: string; sectionAssessmentIds?: string[]; dryRun?: boolean; repair?: string },
  ) {
    const client = this.#client(app);
    const request = {
      ...{ districtId, reason: '', sectionAssessmentIds: [], dryRun: false, requestedBy: 'spec', repair: '' },
      ...redrive,
    };
    return unaryCall('Redrive', client.redrive.bind(client), request, DEADLINE);
  }

  rebase(app: RulesApp, districtId: string, asked: { sectionAssessmentIds?: string[]; dryRun?: boolean }) {
    const client = this.#client(app);
    const request = { districtId, sectionAssessmentIds: [], dryRun: false, requestedBy: 'spec', ...asked };
    return unaryCall('Rebase', client.rebase.bind(client), request, DEADLINE);
  }

  deadLetters(app: RulesApp, asked: { ids?: string[]; cursor?: string; limit?: number } = {}) {
    const client = this.#client(app);
    const request = { ids: [], cursor: '', limit: 100, ...asked };
    return unaryCall('ListDeadLetters', client.listDeadLetters.bind(client), request, DEADLINE);
  }

  replayLetters(app: RulesApp, ids: string[]) {
    const client = this.#client(app);
    const request = { ids, requestedBy: 'person:spec' };
    return unaryCall('ReplayDeadLetters', client.replayDeadLetters.bind(client), request, DEADLINE);
  }

  dismissLetters(app: RulesApp, ids: string[], reason: string) {
    const client = this.#client(app);
    const request = { ids, reason, requestedBy: 'person:spec' };
    return unaryCall('DismissDeadLetters', client.dismissDeadLetters.bind(client), request, DEADLINE);
  }

  lag(app: RulesApp) {
    const client = this.#client(app);
    return unaryCall('Lag', client.lag.bind(client), {}, DEADLINE);
  }

  #client(app: RulesApp): RulesServiceClient {
    const client = this.#running.get(app);
    if (client === undefined) throw new Error('this app is not running');
    return client;
  }
}
