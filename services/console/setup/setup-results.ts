import type { AuditedCommand, Ledger } from '@passback/ledger';
import { isoOf } from '../http/instants.ts';

/** In the order in which a district is set up. */
export const SETUP_STEPS = [
  'address',
  'credentials',
  'access',
  'terms',
  'links',
  'categories',
  'dryNight',
  'trial',
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** The last time that a step was done. */
export interface SetupResult {
  readonly step: SetupStep;
  /** Null where the log of commands does not have it any more, or it never was. */
  readonly at: string | null;
  /** Null also where it goes on, or how it ended is not known. */
  readonly ok: boolean | null;
}

/** Entries of the log that are looked through, and of one page of it. */
const MAX_ENTRIES = 1_000;
const PAGE = 200;

/** The last result of each step, as the log of commands has it: nothing else keeps how far a district is set up. */
export async function setupResults(audit: Ledger['audit'], districtId: string): Promise<SetupResult[]> {
  const last = new Map<string, AuditedCommand>();
  let cursor: string | null | undefined;
  for (let read = 0; read < MAX_ENTRIES && cursor !== null && last.size < SETUP_STEPS.length; read += PAGE) {
    const page = await audit.list(districtId, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const entry of page.items) {
      const { step } = entry.asked;
      if (entry.command === 'connectionCheck' && typeof step === 'string' && !last.has(step)) last.set(step, entry);
    }
    cursor = page.cursor;
  }
  return SETUP_STEPS.map((step) => resultOf(step, last.get(step)));
}

function resultOf(step: SetupStep, entry: AuditedCommand | undefined): SetupResult {
  if (entry === undefined) return { step, at: null, ok: null };
  const ok = entry.outcome?.result['ok'];
  return { step, at: isoOf(entry.at), ok: entry.outcome?.ok === false ? false : typeof ok === 'boolean' ? ok : null };
}
