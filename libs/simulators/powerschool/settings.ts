import type { IdKind } from './oneroster/ids.ts';

/**
 * Where real PowerSchools differ, or where it is not known what they do. All may be changed while the simulator runs.
 */
export interface SimulatorSettings {
  /** `/ws/v1` lists: `{"terms":{"term":[…]}}`, `{"terms":[…]}`, or as the first with a list of one as a bare object. */
  listShape: 'double' | 'bare' | 'single';
  /** A single object of `/ws/v1`: `{"term":{…}}` or `{…}`. */
  objectShape: 'wrapped' | 'bare';
  /** Does `POST /ws/xte/assignment_score` exist? It is in one client's code and in no document. */
  scoreReads: boolean;
  /** Does a refused score batch say which students it was refused for? */
  nameRefusedRows: boolean;
  /** Does a 201 carry the `AssignmentSectionIds` header? Seen in a teacher's session only. */
  sectionIdsHeader: boolean;
  /** Must `term_id` of a score write be the section's TERMS.ID? */
  checkTermId: boolean;
  /** Does `update_scores=true` keep percentages? What the flag does to points is documented nowhere. */
  updateScoresRescales: boolean;
  /** What a table read shows for a column without a value. */
  nullColumns: 'null' | 'omitted' | 'empty';
  /** The administrator's page limit for the plugin. */
  maxPageSize: number;
  /** What becomes of the exemption of a cell when a score row that does not speak of it is written there. */
  exemptOnScore: 'kept' | 'lifted';
  /** Requests for a token count as requests of the plugin. */
  throttleTokens: boolean;
  /** OneRoster requests must have all that 1.1 requires; else what known clients leave out may be missing. */
  strictOneRoster: boolean;
  /** The answer to a PUT of what is there already. */
  oneRosterModifyStatus: 200 | 201;
  /** How a due date with time becomes a date: its first ten characters, or the date in the district's zone. */
  oneRosterDates: 'text' | 'districtZone';
  /** All academic sessions are of type `term`, as consumers of PowerSchool report, or by their part of the year. */
  sessionTypes: 'term' | 'byPortion';
  /** What stands before the DCID in a sourcedId, by kind; which id PowerSchool uses is not known. */
  sourcedIdPrefixes: Readonly<Partial<Record<IdKind, string>>>;
}

export const DEFAULT_SETTINGS: SimulatorSettings = {
  listShape: 'double',
  objectShape: 'wrapped',
  scoreReads: true,
  nameRefusedRows: true,
  sectionIdsHeader: false,
  checkTermId: true,
  updateScoresRescales: true,
  nullColumns: 'null',
  maxPageSize: 1_000,
  exemptOnScore: 'kept',
  throttleTokens: true,
  strictOneRoster: true,
  oneRosterModifyStatus: 200,
  oneRosterDates: 'text',
  sessionTypes: 'term',
  sourcedIdPrefixes: {},
};
