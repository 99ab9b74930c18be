import { within } from '@passback/service-kit';

/** Whether `work` settled within `ms`; what it gives or throws is its caller's. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const settled = work.then(
    () => true,
    () => true,
  );
  return within(ms, settled, { late: () => false });
}
