import type { Admin } from 'kafkajs';

/** One partition as a group sees it; offsets grow beyond what a number holds, so they are kept as bigint. */
export interface PartitionProgress {
  readonly partition: number;
  /** Offset of the oldest message kept. */
  readonly low: bigint;
  /** Offset that the next message gets. */
  readonly high: bigint;
  /** Null where the group has committed none. */
  readonly committed: bigint | null;
}

/** Where a group is in a topic. */
export async function groupProgress(admin: Admin, groupId: string, topic: string): Promise<PartitionProgress[]> {
  // The group first: it can only have moved on when the ends of the topic are read, so a lag is never negative.
  const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const committed = new Map(offsets?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  return (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => {
    const offset = committed.get(partition) ?? -1n;
    return { partition, low: BigInt(low), high: BigInt(high), committed: offset < 0n ? null : offset };
  });
}

/** The first offset of the partition that the group has not committed. */
export function positionOf({ low, committed }: PartitionProgress): bigint {
  return committed === null || committed < low ? low : committed;
}
