import { Kafka, logLevel } from 'kafkajs';
// eslint-disable-next-line no-restricted-imports -- the floor is what the bare driver does, without our adapter
import { Binary, MongoClient } from 'mongodb';

// The consuming half of the floor, a process of its own: `kafka-consumer.ts <broker> <topic> <mongodb url>`.
// One unordered bulk upsert for each batch, and nothing else; tells its parent how many messages it has stored. Told `clear: true`,
// it throws away what it has, so that the database of a long bench does not fill up, and counts from 0.
interface Stored {
  readonly _id: string;
  readonly value: Binary;
}

const [broker = '', topic = '', mongoUrl = ''] = process.argv.slice(2);
const client = await new MongoClient(mongoUrl).connect();
const units = client.db('bench-floor').collection<Stored>('units');
const kafka = new Kafka({ clientId: 'bench-floor-consumer', brokers: [broker], logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: 'bench-floor' });
let stored = 0;

await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
consumer.on(consumer.events.GROUP_JOIN, () => process.stdout.write('consuming\n'));
await consumer.run({
  eachBatch: async ({ batch: { messages } }) => {
    await units.bulkWrite(
      messages.map(({ key, value }) => ({
        updateOne: {
          filter: { _id: String(key) },
          update: { $set: { value: new Binary(value ?? Buffer.alloc(0)) } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
    stored += messages.length;
    process.send?.({ stored });
  },
});
process.on('message', () => {
  void units.deleteMany({}).then(() => {
    stored = 0;
    process.send?.({ stored });
  });
});
process.channel?.ref();
process.once('SIGTERM', () => process.exit(0));
