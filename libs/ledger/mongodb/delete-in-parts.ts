import type { Collection, Document, Filter } from 'mongodb';

/** Documents of one deletion: it ends long before the socket's patience, however much is old. */
const DELETIONS_AT_ONCE = 5_000;

/** Deletes what `filter` finds until nothing is left; how many documents went. */
export async function deleteInParts<D extends Document>(collection: Collection<D>, filter: Filter<D>): Promise<number> {
  let removed = 0;
  for (;;) {
    const some = await collection
      .find(filter, { projection: { _id: 1 } })
      .limit(DELETIONS_AT_ONCE)
      .toArray();
    if (some.length === 0) return removed;
    const ids = { _id: { $in: some.map(({ _id }) => _id) } } as Filter<D>;
    removed += (await collection.deleteMany(ids)).deletedCount;
    if (some.length < DELETIONS_AT_ONCE) return removed;
  }
}
