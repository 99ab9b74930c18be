import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { type KafkaCluster, startKafkaCluster, testMongo } from '@passback/local-infrastructure';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { Program } from '../testing/processes.fixture.ts';
import { type ManyProcesses, manyProcesses } from '../testing/system.fixture.ts';

/** Enough work, slow enough, that what happens falls into the middle of a night. */
const SLOW = { minIntervalMs: 20, timeoutMs: 5_000 };
const RECOVERY_LIMIT_MS = 120_000;
const LIMIT_MS = 300_000;
const DISK_BYTES = 256 * 1024 * 1024;

/** A file system of one broker alone, where this machine lets us have one. */
class SmallDisk {
  readonly logFolders: Readonly<Record<number, string>>;
  readonly isThere: boolean;
  readonly #folder = temporaryFolder('disk');

  constructor(id: number) {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', this.#folder], { stdio: 'ignore' });
      this.isThere = true;
    } catch {
      this.isThere = false;
    }
    const logs = path.join(this.#folder, 'logs');
    mkdirSync(logs);
    this.logFolders = this.isThere ? { [id]: logs } : {};
  }

  fill(): void {
    const { bavail, bsize } = statfsSync(this.#folder);
    writeFileSync(this.#filler, Buffer.alloc(bavail * bsize));
  }

  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  remove(): void {
    if (this.isThere) execFileSync('umount', ['-l', this.#folder], { stdio: 'ignore' });
  }

  get #filler(): string {
    return path.join(this.#folder, 'filler');
  }
}

describe('three brokers, of which two have to have what is answered for', () => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 6, studentsPerSection: 15, unitsPerSection: 6 },
  });
  const disk = new SmallDisk(3);
  let cluster: KafkaCluster;
  let powerSchool: PowerSchoolSimulator;
  let system: ManyProcesses;
  let play: Play;
  let admin: Admin;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const servers = await Promise.all([startKafkaCluster({ logFolders: disk.logFolders }), testMongo()]);
    const [kafka, mongo] = servers;
    if (kafka === null || mongo === null) throw new Error('no Kafka or MongoDB to test with');
    cluster = kafka;
    stops.push(
      () => kafka.stop(),
      () => mongo.stop(),
    );
    // With the copies of production: three, and two in sync.
    const command = new Program('services/rules/topics.ts', [], { MESSAGING_URL: kafka.url, LOG_LEVEL: 'warn' });
    expect([await command.exit(), command.output]).toEqual([0, expect.stringContaining('3 copies, 2 of them in sync')]);
    const brokers = kafka.url.replace('kafka://', '').split(',');
    admin = new Kafka({ clientId: 'spec', brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    powerSchool = await startPowerSchool(CLIENT);
    const folder = temporaryFolder('brokers');
    system = await manyProcesses({
      DATA_DIR: folder,
      MESSAGING_URL: kafka.url,
      LEDGER_URL: `${mongo.url}/brokers`,
      SECRETS_KEY: randomBytes(32).toString('hex'),
      DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url, powerschool: SLOW }]),
    });
    play = new Play(district, system, powerSchool);
    await play.begin();
  }, LIMIT_MS);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
    await admin?.disconnect();
    for (const stop of stops) await stop();
    disk.remove();
    removeTemporaryFolders();
  }, 60_000);

  /** A night in whose middle `meanwhile` happens; the gradebook is as it should be, cell by cell, nothing doubled. */
  async function nightWith(meanwhile: () => Promise<void>): Promise<void> {
    const runId = await play.console.startRun(district.districtId);
    await meanwhile();
    await play.console.untilFinished(district.districtId, runId, { limitMs: RECOVERY_LIMIT_MS });
    await eventually(() => play.expectEvaluated(), RECOVERY_LIMIT_MS);
    await play.night();
    await eventually(() => play.expectAsIntended(), RECOVERY_LIMIT_MS).catch(async (error: Error) => {
      const [, identifier] = /\((S\d+)\)/.exec(error.message) ?? [];
      const unit = [...play.otus.district.units.values()].find(({ snapshot }) => snapshot.identifier === identifier);
      const told = await play.console.explain(district.districtId, unit?.snapshot.sectionAssessmentId ?? '');
      throw new Error(
        `${error.message}\n${JSON.stringify(unit)}\n${JSON.stringify(told, null, 1)}\n${system.output()}`,
      );
    });
  }

  /** Ingestion takes what comes, and has it stored by two. */
  const expectTakesIn = (): Promise<void> =>
    eventually(async () => expect((await put()).status).toBe(202), RECOVERY_LIMIT_MS);

  const put = (): Promise<Response> => {
    const [unit] = [...district.units.values()];
    return fetch(
      `${system.ingestionUrl}/v1/districts/lincoln/section-assessments/${unit?.snapshot.sectionAssessmentId}`,
      {
        method: 'PUT',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(unit?.snapshot),
      },
    );
  };

  it(
    'one is killed in the middle of a night',
    async () => {
      await nightWith(async () => {
        await play.untilColumns(5);
        await cluster.kill(1);
        await expectTakesIn();
      });
      await cluster.restart(1);
    },
    LIMIT_MS,
  );

  it(
    'each is killed and started again during a night, the controller among them',
    async () => {
      await play.day();
      await nightWith(async () => {
        for (const id of cluster.ids) {
          await cluster.restart(id);
          await expectTakesIn();
        }
      });
    },
    LIMIT_MS,
  );

  it(
    'two are away: ingestion answers 503 and when to try again, and what it answered 202 is there afterwards',
    async () => {
      await cluster.kill(1);
      await cluster.kill(2);
      const refused = await put();
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
      await eventually(async () => expect((await system.readiness('ingestion')).ready).toBe(false), RECOVERY_LIMIT_MS);
      await Promise.all([cluster.restart(1), cluster.restart(2)]);
      await expectTakesIn();
      await eventually(async () => expect((await system.readiness('ingestion')).ready).toBe(true), RECOVERY_LIMIT_MS);
      await play.day();
      await nightWith(() => Promise.resolve());
    },
    LIMIT_MS,
  );

  it(
    'the offsets of the groups are reset by mistake: all comes once more, and nothing is given twice',
    async () => {
      await play.day();
      for (const name of ['rules', 'delivery'] as const) await system.programs.get(name)?.end('SIGTERM');
      const { groups } = await admin.listGroups();
      const ours = groups.filter(({ groupId }) => groupId.startsWith('passback-'));
      expect(ours.length).toBeGreaterThanOrEqual(4);
      for (const { groupId } of ours) {
        const topic = Object.values(topics).find(({ name }) => groupId.endsWith(`.${name}`));
        await eventually(
          () => admin.resetOffsets({ groupId, topic: topic?.name ?? '', earliest: true }),
          RECOVERY_LIMIT_MS,
        );
      }
      for (const name of ['rules', 'delivery'] as const) await system.startService(name);
      await nightWith(() => Promise.resolve());
    },
    LIMIT_MS,
  );

  it(
    'a topic has more partitions than before: revisions that come from two of them are told apart by their numbers',
    async () => {
      await play.day();
      const { name, partitions } = topics.sectionAssessments;
      await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions * 2 }] });
      await nightWith(expectTakesIn);
    },
    LIMIT_MS,
  );

  it(
    'the disk of one is full in the middle of a night',
    async () => {
      if (!disk.isThere) return process.stderr.write('\n*** No disk of its own can be mounted: NOT TRIED. ***\n\n');
      await play.day();
      await nightWith(async () => {
        await play.untilColumns(5);
        disk.fill();
        await expectTakesIn();
      });
      disk.empty();
      await cluster.restart(3);
      await expectTakesIn();
    },
    LIMIT_MS,
  );
});
