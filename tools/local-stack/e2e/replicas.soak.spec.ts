import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ledger, openLedger } from '@passback/ledger';
import { testKafka, testMongo } from '@passback/local-infrastructure';
import {
  buildDistrict,
  type PowerSchoolSimulator,
  type ScenarioDistrict,
  startPowerSchool,
} from '@passback/simulators';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { ConsoleClient } from '../demo/console-client.ts';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { notReadyDuring, type Replica, type ReplicatedSystem, replicatedSystem } from '../testing/replicas.fixture.ts';
import type { ServiceName } from '../testing/system.fixture.ts';

/** Enough work, slow enough, that what happens falls into the middle of a night; what is lost is waited for in timeouts. */
const SLOW = { minIntervalMs: 400, timeoutMs: 1_000 };
const SIZE = { sections: 4, studentsPerSection: 8, unitsPerSection: 6 };
/** A member of a group that says nothing is out after 15 s, and so is a planner; on a busy machine all is slow. */
const RECOVERY_LIMIT_MS = 90_000;
const LIMIT_MS = 400_000;

/** Each scenario has a district and a PowerSchool of its own, so that each begins with a night in which everything is new. */
class Stage {
  readonly district: ScenarioDistrict;
  powerSchool!: PowerSchoolSimulator;
  play!: Play;
  ledger!: Ledger;

  constructor(districtId: string) {
    this.district = buildDistrict({ districtId, size: SIZE });
  }

  /** A night in whose middle `meanwhile` happens. Afterwards, and after another, the gradebook is as it should be, nothing doubled. */
  async nightWith(meanwhile: () => Promise<void>): Promise<void> {
    const { play, district } = this;
    const runId = await play.console.startRun(district.districtId);
    await play.untilColumns(2);
    await meanwhile();
    await eventually(async () => {
      expect(await play.console.run(district.districtId, runId)).toMatchObject({ state: 'finished' });
    }, RECOVERY_LIMIT_MS);
    await eventually(() => play.expectEvaluated(), RECOVERY_LIMIT_MS);
    await play.night();
    await eventually(() => play.expectAsIntended(), RECOVERY_LIMIT_MS);
  }

  /** One score is changed in Otus, which sends it until it is taken. */
  async editInOtus(): Promise<void> {
    const { play } = this;
    const again = (): Promise<void> => eventually(() => play.otus.sendEverything(), RECOVERY_LIMIT_MS);
    await play.editOneScore(play.untouchedUnit()).catch(again);
    await eventually(() => play.expectEvaluated(), RECOVERY_LIMIT_MS);
  }

  /** Who has the lane, by the number that grows with every holder, and how many units are still to be delivered. */
  async lane(): Promise<{ fence: number; dueUnits: number }> {
    const path = `/v1/districts/${this.district.districtId}/lanes`;
    const { items } = await this.play.console.call<{ items: { fence: number; dueUnits: number }[] }>('GET', path);
    return items[0] ?? { fence: 0, dueUnits: 0 };
  }

  /** By the ledger itself: the console may ask a replica that cannot reach it, which a platform would send nothing to. */
  async untilTakenOver(fence: number): Promise<void> {
    await eventually(async () => {
      expect((await this.ledger.lanes.get(this.district.districtId))?.fence).toBeGreaterThan(fence);
    }, RECOVERY_LIMIT_MS);
  }
}

afterAll(removeTemporaryFolders);

describe('two replicas of each service', () => {
  const stages = {
    rolled: new Stage('rolled'),
    killed: new Stage('killed'),
    frozen: new Stage('frozen'),
    planner: new Stage('planner'),
    cut: new Stage('cut'),
    silent: new Stage('silent'),
    uncalled: new Stage('uncalled'),
    unanswered: new Stage('unanswered'),
  };
  const stops: (() => Promise<unknown>)[] = [];
  let system: ReplicatedSystem;

  beforeAll(async () => {
    const [kafka, mongo] = await Promise.all([testKafka(), testMongo()]);
    if (kafka === null || mongo === null) throw new Error('no Kafka or MongoDB to test with');
    stops.push(
      () => kafka.stop(),
      () => mongo.stop(),
    );
    const folder = temporaryFolder('replicas');
    for (const stage of Object.values(stages)) {
      stage.powerSchool = await startPowerSchool(CLIENT);
      stops.push(() => stage.powerSchool.stop());
    }
    const districts = Object.values(stages).map(({ district, powerSchool }) => {
      return { district, baseUrl: powerSchool.url, powerschool: SLOW };
    });
    const env = {
      DATA_DIR: folder,
      MESSAGING_URL: kafka.url,
      SECRETS_KEY: randomBytes(32).toString('hex'),
      DISTRICTS_FILE: writeDistricts(folder, districts),
      DELIVERY_LEASE_MS: '2000',
    };
    system = await replicatedSystem(env, `${mongo.url}/replicas`);
    stops.unshift(() => system.stop());
    const ledger = await openLedger({ url: `${mongo.url}/replicas` });
    stops.unshift(() => ledger.close());
    for (const stage of Object.values(stages)) {
      stage.play = new Play(stage.district, system, stage.powerSchool);
      stage.ledger = ledger;
    }
  }, LIMIT_MS);
  afterAll(async () => {
    for (const stop of stops) await stop();
  }, 120_000);

  const othersThan = (...away: Replica[]): Replica[] => system.all.filter((replica) => !away.includes(replica));

  /** All that are not `away` say all the while that they are ready, and tell the truth: what is to be done is done. */
  async function othersStayReady(away: readonly Replica[], work: () => Promise<void>): Promise<void> {
    expect(await notReadyDuring(othersThan(...away), work)).toEqual([]);
  }

  it(
    'are updated one after the other in the middle of nights',
    async () => {
      const { play } = stages.rolled;
      await play.begin();
      const roll = async (...names: readonly ServiceName[]): Promise<void> => {
        for (const replica of names.flatMap((name) => system.of(name))) {
          await othersStayReady([replica], async () => {
            expect(await replica.program.end('SIGTERM')).toBe(0);
            await replica.start();
          });
        }
      };
      await stages.rolled.nightWith(() => roll('delivery', 'rules'));
      await play.day();
      await stages.rolled.nightWith(() => roll('grading-periods', 'ingestion', 'console', 'delivery'));
    },
    2 * LIMIT_MS,
  );

  /** The first of them has the district's lane: the other comes when it is taken. */
  async function heldByFirst(stage: Stage, meanwhile: (first: Replica, fence: number) => Promise<void>): Promise<void> {
    const [first, second] = system.of('delivery');
    await second.program.end('SIGTERM');
    await stage.nightWith(async () => {
      await second.start();
      const { fence, dueUnits } = await eventually(() => stage.lane());
      expect(dueUnits).toBeGreaterThan(0);
      await meanwhile(first, fence);
    });
  }

  async function untilMoreColumns({ play }: Stage): Promise<void> {
    const columns = async (): Promise<number> => Object.keys(await play.powerSchool.gradebook()).length;
    const before = await columns();
    await eventually(async () => expect(await columns()).toBeGreaterThan(before), RECOVERY_LIMIT_MS);
  }

  it(
    'one each of delivery, rules, grading-periods and ingestion is killed: the others finish the night',
    async () => {
      const stage = stages.killed;
      await stage.play.begin();
      await heldByFirst(stage, async (_first, fence) => {
        const killed = (['delivery', 'rules', 'grading-periods', 'ingestion'] as const).map(
          (name) => system.of(name)[0],
        );
        await othersStayReady(killed, async () => {
          await Promise.all(killed.map(({ program }) => program.end('SIGKILL')));
          await stage.untilTakenOver(fence);
          await untilMoreColumns(stage);
          await stage.editInOtus();
        });
        await Promise.all(killed.map((replica) => replica.start()));
      });
    },
    LIMIT_MS,
  );

  it(
    'the one that delivers stands still for longer than its lease: the other goes on, and nothing of it goes out afterwards',
    async () => {
      const stage = stages.frozen;
      await stage.play.begin();
      await heldByFirst(stage, async (first, fence) => {
        first.program.pause();
        await othersStayReady([first], async () => {
          await stage.untilTakenOver(fence);
          await first.untilNotReady();
          await untilMoreColumns(stage);
          await eventually(async () => expect((await stage.lane()).dueUnits).toBe(0), RECOVERY_LIMIT_MS);
        });
        const writes = await stage.play.powerSchool.writeCalls();
        first.program.goOn();
        await eventually(async () => expect(first.program.output).toContain('a lease was lost'), RECOVERY_LIMIT_MS);
        await first.untilReady();
        expect(await first.program.end('SIGTERM')).toBe(0);
        expect(await stage.play.powerSchool.writeCalls()).toBe(writes);
        await first.start();
      });
    },
    LIMIT_MS,
  );

  it(
    'one of rules stands still, each in its turn: the other evaluates, and commands are answered',
    async () => {
      const { play, district } = stages.planner;
      await play.begin();
      for (const paused of system.of('rules')) {
        await stages.planner.nightWith(async () => {
          paused.program.pause();
          await othersStayReady([paused], async () => {
            await paused.untilNotReady();
            await stages.planner.editInOtus();
            for (const { url } of system.of('console')) {
              const console = new ConsoleClient(url, TOKEN);
              await eventually(() => console.preview(district.districtId), RECOVERY_LIMIT_MS);
            }
          });
          paused.program.goOn();
          await paused.untilReady();
        });
      }
    },
    LIMIT_MS,
  );

  it.each(['cut', 'silence'] as const)(
    'one of delivery and one of rules have no way to MongoDB (%s): the others go on',
    async (how) => {
      const stage = how === 'cut' ? stages.cut : stages.silent;
      await stage.play.begin();
      await heldByFirst(stage, async (delivery, fence) => {
        const away = [delivery, system.of('rules')[0]];
        for (const { ledger } of away) ledger[how]();
        await othersStayReady(away, async () => {
          for (const replica of away) {
            await replica.untilNotReady();
            expect((await replica.readiness()).checks).toMatchObject({ ledger: 'failed', messaging: 'ok' });
          }
          await stage.untilTakenOver(fence);
          await untilMoreColumns(stage);
          await stage.editInOtus();
        });
        for (const { ledger } of away) ledger.heal();
        for (const replica of away) await replica.untilReady();
      });
    },
    LIMIT_MS,
  );

  it.each(['cut', 'silence'] as const)(
    'one console and one of rules can call nobody (%s): commands are refused in time, what is read is answered',
    async (how) => {
      const stage = how === 'cut' ? stages.uncalled : stages.unanswered;
      const { play, district } = stage;
      await play.begin();
      await stage.nightWith(async () => {
        const [cutOff] = system.of('console');
        const ways = [...cutOff.called.values(), ...system.of('rules')[0].called.values()];
        const console = new ConsoleClient(cutOff.url, TOKEN);
        for (const way of ways) way[how]();
        await othersStayReady([], async () => {
          await expect(console.startRun(district.districtId)).rejects.toThrow('answered with 503');
          const [id = ''] = district.units.keys();
          expect((await console.explain(district.districtId, id)).revision).toBeGreaterThan(0);
          await stage.editInOtus();
        });
        for (const way of ways) way.heal();
        await eventually(() => console.startRun(district.districtId), RECOVERY_LIMIT_MS);
      });
    },
    LIMIT_MS,
  );
});
