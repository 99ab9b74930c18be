import { randomUUID } from 'node:crypto';
import { afterEach, describe } from '@jest/globals';
import { describeConsuming } from './contract/consuming.contract.ts';
import { describeDeadLetters } from './contract/dead-letters.contract.ts';
import { ALL, type MessagingUnderTest } from './contract/fixture.ts';
import { describeOffsets } from './contract/offsets.contract.ts';
import { describeProducing } from './contract/producing.contract.ts';
import type { Messaging } from './port/messaging.ts';

/** What every adapter of the messaging port does. */
export function messagingContract(name: string, adapter: MessagingUnderTest): void {
  describe(`messaging contract: ${name}`, () => {
    const opened: Messaging[] = [];
    async function open(prefix = `contract-${randomUUID()}.`): Promise<Messaging> {
      const messaging = await adapter.open({ prefix });
      opened.push(messaging);
      await messaging.ensureTopics(ALL);
      return messaging;
    }
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((messaging) => messaging.stop()));
    });

    describeProducing(open);
    describeConsuming(open, adapter);
    describeDeadLetters(open);
    describeOffsets(open);
  });
}
