import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalMongo, sharedMongo, testMongo } from '@passback/local-infrastructure';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { ledgerContract } from '../contract/ledger.contract.ts';
import { attempt, claimAll, evaluation, NOW, outcome, run, settings, storeDueUnits } from '../contract/records.fixture.ts';
import { type Ledger, openLedger } from '../index.ts';

/** A JVM that is started, or an image that is pulled, for the first time. */
const START_LIMIT_MS = 180_000;

const newDatabase = (server: string): string => `${server}/ledger-${randomUUID()}`;

describe('the contract, on MongoDB', () => {
  let url: string | undefined;
  let ledger: Ledger | undefined;
  beforeAll(async () => {
    const server = await sharedMongo();
    if (server === null) return;
    url = newDatabase(server.url);
    ledger = await openLedger({ url });
  }, START_LIMIT_MS);
  afterAll(() => ledger?.close());
});
