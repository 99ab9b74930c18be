import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { testKafka, testMongo } from '@passback/local-infrastructure';
import { buildDistrict, intendedGradebook, startPowerSchool } from '@passback/simulators';
import { MongoClient } from 'mongodb';
import { compareGradebooks } from '../demo/compare.ts';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { Program } from '../testing/processes.fixture.ts';
import { manyProcesses, oneProcess, type System } from '../testing/system.fixture.ts';

const LIMIT_MS = 240_000;

afterAll(removeTemporaryFolders);

/** A system whose ledger can be put back to what it was. */
interface Restorable {
  readonly system: System;
  readonly env: Readonly<Record<string, string>>;
  /** Both while the system is down. */
  backup(): Promise<void>;
  restore(): Promise<void>;
  stop(): Promise<void>;
}

async function onSqlite(env: Readonly<Record<string, string>>): Promise<Restorable> {
  const folder = env['DATA_DIR'] ?? '';
  const copy = path.join(folder, 'backup');
  const ledgerIn = (where: string): string[] => readdirSync(where).filter((name) => name.startsWith('ledger.sqlite'));
  return {
    system: await oneProcess(env),
    env,
    backup: async () => {
      mkdirSync(copy);
      for (const name of ledgerIn(folder)) cpSync(path.join(folder, name), path.join(copy, name));
    },
    restore: async () => {
      for (const name of ledgerIn(folder)) rmSync(path.join(folder, name));
      for (const name of ledgerIn(copy)) cpSync(path.join(copy, name), path.join(folder, name));
    },
    stop: () => Promise.resolve(),
  };
}

async function onMongo(given: Readonly<Record<string, string>>): Promise<Restorable> {
  const [kafka, mongo] = await Promise.all([testKafka(), testMongo()]);
  if (kafka === null || mongo === null) throw new Error('no Kafka or MongoDB to test with');
  const env = { ...given, MESSAGING_URL: kafka.url, LEDGER_URL: `${mongo.url}/restored` };
  const client = await MongoClient.connect(env.LEDGER_URL);
  const collections = async () =>
    (await client.db().collections()).filter(({ collectionName }) => !collectionName.startsWith('system.'));
  const kept = new Map<string, object[]>();
  return {
    system: await manyProcesses(env),
    env,
    backup: async () => {
      for (const collection of await collections())
        kept.set(collection.collectionName, await collection.find().toArray());
    },
    restore: async () => {
      for (const collection of await collections()) {
        await collection.deleteMany({});
        const documents = kept.get(collection.collectionName) ?? [];
        if (documents.length > 0) await collection.insertMany(documents);
      }
    },
    stop: async () => {
      await client.close();
      await kafka.stop();
      await mongo.stop();
    },
  };
}

describe.each([
  ['SQLite, in one process', onSqlite],
  ['MongoDB’s protocol and Kafka', onMongo],
] as const)('a ledger that is a night old, on %s', (_where, open) => {
  it(
    'heals itself by what PowerSchool holds: no column twice, every cell as meant, no edit lost',
    async () => {
      const district = buildDistrict({
        districtId: 'lincoln',
        size: { sections: 5, studentsPerSection: 12, unitsPerSection: 6 },
      });
      const powerSchool = await startPowerSchool(CLIENT);
      const folder = temporaryFolder('restored');
      const { system, env, ...ledger } = await open({
        DATA_DIR: folder,
        SECRETS_KEY: randomBytes(32).toString('hex'),
        DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]),
      });
      try {
        const play = new Play(district, system, powerSchool);
        await play.begin();
        await play.night();
        await system.end('SIGTERM');
        await ledger.backup();
        await system.start();
        for (let day = 1; day <= 2; day += 1) {
          await play.day();
          await play.night();
        }
        await play.expectAsIntended();
        const columns = Object.keys(await play.powerSchool.gradebook()).length;

        await system.end('SIGTERM');
        await ledger.restore();
        await system.start();
        await play.otus.sendEverything();
        const command = new Program('services/rules/restored.ts', [], { ...env, LOG_LEVEL: 'warn' });
        expect([await command.exit(), command.output]).toEqual([0, expect.any(String)]);
        await play.night();
        await play.night();
        const gradebook = await play.powerSchool.gradebook();
        expect(Object.keys(gradebook)).toHaveLength(columns);
        expect(compareGradebooks(intendedGradebook(play.otus.district), gradebook)).toEqual([]);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n${system.output()}`, {
          cause: error,
        });
      } finally {
        await system.end('SIGTERM');
        await powerSchool.stop();
        await ledger.stop();
      }
    },
    LIMIT_MS,
  );
});
