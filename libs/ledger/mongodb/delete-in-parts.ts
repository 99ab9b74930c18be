import type { Collection, Document, Filter } from 'mongodb';

/** Documents of one deletion: it ends long before the socket's patience, however much is old. */
const DELETIONS_AT_ONCE = 5_000;

/** Deletes what `filter` finds until nothing is left; how many documents went. */
export async function deleteInParts<D extends Document>(collection: Collection<D>, filter: Filter<D>): Promise<number> {
  let removed = 0;
  for (;;) {
    const { found, deleted } = await deleteSome(collection, filter, DELETIONS_AT_ONCE);
    removed += deleted;
    if (found < DELETIONS_AT_ONCE) return removed;
  }
}

/** Deletes at most `limit` of what `filter` finds. `deleted`: fewer than were found where somebody else deletes the same. */
export async function deleteSome<D extends Document>(
  collection: Collection<D>,
  filter: Filter<D>,
  limit: number,
): Promise<{ readonly found: number; readonly deleted: number }> {
  const some = await collection
    .find(filter, { projection: { _id: 1 } })
    .limit(limit)
    .toArray();
  if (some.length === 0) return { found: 0, deleted: 0 };
  const ids = { _id: { $in: some.map(({ _id }) => _id) } } as Filter<D>;
  return { found: some.length, deleted: (await collection.deleteMany(ids)).deletedCount };
}
