import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import { messagingContract } from '../messaging.contract.ts';
import { openEmbeddedMessaging } from './embedded-messaging.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'embedded-contract-'));
afterAll(() => rm(folder, { recursive: true }));

messagingContract('embedded', {
  open: ({ prefix = '' }) => openEmbeddedMessaging({ url: `embedded:${folder}`, clientId: 'contract', prefix }),
  hasPartitions: false,
});
