import { sharedKafka } from '@passback/local-infrastructure';
import { describe } from '@jest/globals';
import { messagingContract } from '../messaging.contract.ts';
import { openKafkaMessaging } from './kafka-messaging.ts';

const kafka = await sharedKafka();

(kafka === null ? describe.skip : describe)('Kafka', () => {
  messagingContract('kafka', {
    open: ({ prefix = '' }) => openKafkaMessaging({ url: kafka?.url ?? '', clientId: 'contract', prefix }),
    hasPartitions: true,
  });
});
