import type { Snapshot as GivenSnapshot, StaffList } from '@passback/ingestion-client';

/** A snapshot as Otus sends it over HTTP: as the API describes it, with every field said. */
export interface Snapshot extends Required<Omit<GivenSnapshot, 'section' | 'scores'>> {
  section: Required<GivenSnapshot['section']>;
  scores: SnapshotScore[];
}

export type SnapshotScore = Required<GivenSnapshot['scores'][number]>;

export interface StaffEntry extends Omit<StaffList['staff'][number], 'sisUserId'> {
  sisUserId: string | null;
}
