import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { BenchDistrict } from '../district/bench-district.ts';
import { type FloorMessage, floorMessages, inBatches } from './messages.ts';

// The producing half of the floor, a process of its own: `kafka-producer.ts <broker> <topic> <partitions>`.
// Is sent a district, makes its messages and says `prepared`; told `send: true`, sends them, and nothing else.
const ACKS_OF_ALL = -1;
/** As many as ingestion has on their way for one stream. */
const BATCHES_IN_FLIGHT = 4;

const [broker = '', topic = '', partitions = ''] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'bench-floor-producer', brokers: [broker], logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic, numPartitions: Number(partitions) }], waitForLeaders: true });
await admin.disconnect();
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
let batches: FloorMessage[][] = [];

async function sendRest(): Promise<void> {
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift())
    await producer.send({ topic, acks: ACKS_OF_ALL, messages: batch });
}

process.on('message', (message: { readonly prepare: BenchDistrict } | { readonly send: true }) => {
  if ('prepare' in message) {
    batches = inBatches(floorMessages(message.prepare));
    process.send?.({ prepared: message.prepare.districtId });
  } else {
    for (let lane = 0; lane < BATCHES_IN_FLIGHT; lane++) void sendRest();
  }
});
process.channel?.ref();
process.once('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
