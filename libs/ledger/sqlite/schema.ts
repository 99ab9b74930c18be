/** Grows with each change of the tables; a file of a newer release is refused. */
export const SCHEMA_VERSION = 1;

/**
 * A unit is three rows: what queries look at, what Otus says with what was decided, and what PowerSchool was given. A claim
 * then rewrites some hundred bytes and not the ten thousand of a snapshot, and counts read no snapshots.
 */
const UNITS = `
  create table if not exists units (
    unit integer primary key,
    district_id text not null,
    section_assessment_id text not null,
    version integer not null,
    changed_at integer not null,
    identifier text not null,
    section text,
    revision integer not null,
    state text not null,
    reasons text not null,
    causes text not null,
    due_at integer,
    run_id text,
    redrive integer not null,
    attempt integer not null,
    claim text,
    claim_fence integer not null,
    intent text,
    failure text,
    sent integer,
    kept integer,
    held integer,
    rejected integer
  );
  create table if not exists unit_decisions (unit integer primary key, otus text not null, decision text not null);
  create table if not exists unit_sis (unit integer primary key, sis text not null);
  -- Which call stored the last outcome. A table of its own, so that files of earlier releases need no change.
  create table if not exists outcome_writes (unit integer primary key, token text not null);

  -- What stands behind the codes. A table of its own, so that files of earlier releases need no change.
  create table if not exists unit_hits (unit integer primary key, hits text not null);
  -- A release from before that table would leave what stands in it: it goes with the summary, and who knows the table writes it anew.
  create trigger if not exists unit_hits_go_with_summary after update of reasons on units
    begin delete from unit_hits where unit = new.unit; end;

  create unique index if not exists units_by_id on units (district_id, section_assessment_id);
  create index if not exists units_by_state on units (district_id, state, section_assessment_id);
  create index if not exists units_by_change
    on units (district_id, changed_at, section_assessment_id, state, reasons);
  create index if not exists units_by_identifier on units (district_id, identifier);
  create index if not exists units_by_section on units (district_id, section) where section is not null;
  create index if not exists units_by_due on units (district_id, due_at, section_assessment_id, claim_fence)
    where due_at is not null;
  -- All that a run is counted by: counting 100,000 units then takes 30 ms, and not 200 of looking each of them up.
  create index if not exists units_by_run_state
    on units (district_id, run_id, state, reasons, due_at, sent, kept, held, rejected) where run_id is not null;
  -- Of files that were made before there was that one.
  drop index if exists units_by_run;
`;

const ATTEMPTS = `
  create table if not exists attempts (
    attempt_key integer primary key,
    district_id text not null,
    section_assessment_id text not null,
    at integer not null,
    expires_at integer not null,
    attempt text not null
  );
  create index if not exists attempts_by_unit on attempts (district_id, section_assessment_id, at);
  create index if not exists attempts_by_time on attempts (at);
  create index if not exists attempts_by_expiry on attempts (expires_at);
`;

/** A night or manual run that is not finished has its district to itself; `runs_in_progress` is what makes that so. */
const RUNS = `
  create table if not exists runs (
    district_id text not null,
    run_id text not null,
    kind text not null,
    date text not null,
    finished integer not null,
    version integer not null,
    started_at integer not null,
    run text not null,
    primary key (district_id, run_id)
  );
  create unique index if not exists runs_in_progress on runs (district_id) where finished = 0 and kind <> 'redrive';
  create index if not exists runs_unfinished on runs (started_at) where finished = 0;
  create index if not exists runs_by_start on runs (district_id, started_at, run_id);
  create index if not exists runs_by_night on runs (district_id, date) where kind = 'night';
  -- By which old ones are found.
  create index if not exists runs_finished on runs (started_at) where finished = 1;
`;

const DISTRICTS = `
  create table if not exists lanes (
    district_id text primary key,
    owner text,
    fence integer not null,
    leased_until integer not null,
    circuit text not null,
    learned_interval_ms integer not null
  );
  create table if not exists paces (district_id text primary key, reserved_until integer not null);
  create table if not exists districts (
    district_id text primary key,
    settings text not null,
    version integer not null,
    created_at integer not null,
    changed_at integer not null,
    changed_by text not null,
    evaluated_with text
  );
  create table if not exists district_changes (
    district_id text not null,
    version integer not null,
    changed_by text not null,
    at integer not null,
    keys text not null,
    primary key (district_id, version)
  );
  -- A table of its own, so that files of earlier releases need no change.
  create table if not exists district_files (district_id text primary key, memory text not null);
  create table if not exists staff_refusals (
    district_id text primary key,
    revision integer not null,
    people integer not null,
    held_people integer not null,
    at integer not null
  );
  create table if not exists staff (district_id text primary key, revision integer not null, staff text not null);
  create table if not exists grading_periods (
    district_id text not null,
    school_id text not null,
    start_year integer not null,
    periods text not null,
    fetched_at integer not null,
    primary key (district_id, school_id, start_year)
  );
  create index if not exists grading_periods_by_time on grading_periods (fetched_at);
`;

/** What is in the log of commands is never changed, whoever opens the file. */
const AUDIT = `
  create table if not exists audit (
    district_id text not null,
    entry_id text not null,
    at integer not null,
    entry text not null,
    primary key (district_id, entry_id)
  );
  create table if not exists audit_outcomes (
    district_id text not null,
    entry_id text not null,
    at integer not null,
    outcome text not null,
    primary key (district_id, entry_id)
  );
  create index if not exists audit_by_district on audit (district_id, at, entry_id);
  create index if not exists audit_by_time on audit (at);
  create index if not exists audit_outcomes_by_time on audit_outcomes (at);
  create trigger if not exists audit_is_append_only before update on audit
    begin select raise(abort, 'the audit log is append-only'); end;
  create trigger if not exists audit_outcomes_are_append_only before update on audit_outcomes
    begin select raise(abort, 'the audit log is append-only'); end;
  create table if not exists token_uses (
    district_id text not null,
    token text not null,
    at integer not null,
    primary key (district_id, token)
  );
`;

/** Who is signed in. A table of its own, so that files of earlier releases need no change. */
const SESSIONS = `
  create table if not exists sessions (
    session_id text primary key,
    seen_at integer not null,
    expires_at integer not null,
    session text not null
  );
  create index if not exists sessions_by_expiry on sessions (expires_at);
`;

/** What was done with dead letters. A table of its own, so that files of earlier releases need no change. */
const LETTER_MARKS = `
  create table if not exists letter_marks (
    letter_id text primary key,
    state text not null,
    at integer not null,
    marked_by text not null,
    reason text
  );
  create index if not exists letter_marks_by_time on letter_marks (at);
`;

/** Who is told what. Tables of their own, so that files of earlier releases need no change. */
const NOTIFICATIONS = `
  create table if not exists notifications (
    notification_id text primary key,
    district_id text not null,
    fixed text not null,
    state text not null,
    attempts integer not null,
    due_at integer,
    fence integer not null,
    claim_owner text,
    claimed_until integer,
    body_begun integer not null,
    answer text,
    created_at integer not null,
    changed_at integer not null
  );
  -- In the order in which they are taken: of thousands that are due at once none but those is read.
  create index if not exists notifications_in_turn on notifications (due_at, notification_id) where state = 'planned';
  -- Of files that were made before there was that one.
  drop index if exists notifications_by_due;
  create index if not exists notifications_in_hand on notifications (claimed_until) where state = 'sending';
  create index if not exists notifications_by_district on notifications (district_id, created_at, notification_id);
  create index if not exists notifications_by_time on notifications (created_at);
  create table if not exists briefings (
    district_id text not null,
    date text not null,
    at integer not null,
    content text not null,
    planned integer not null,
    primary key (district_id, date)
  );
  create index if not exists briefings_by_time on briefings (at);
  create table if not exists silenced_addresses (
    district_id text not null,
    hash text not null,
    at integer not null,
    silenced text not null,
    primary key (district_id, hash)
  );
`;

export const SCHEMA = UNITS + ATTEMPTS + RUNS + DISTRICTS + AUDIT + SESSIONS + LETTER_MARKS + NOTIFICATIONS;
