const SECOND_MS = 1_000;

export const LIMITS = {
  /** Messages taken at once: one ledger read and one bulk write, about 5 MB of records. */
  messagesPerBatch: 500,
  /** Dead letters taken at once: one may be a whole list of staff. */
  lettersPerBatch: 20,
  /** An operator's command goes through all of them, at some hundred a second. */
  goThroughLettersMs: 3_600 * SECOND_MS,
  /** Letters that it knows again; beyond them one may be given back twice, which changes nothing. */
  lettersRemembered: 100_000,
  /** Letters that a page goes through: the newest, about 1 kB each in memory. */
  lettersShown: 10_000,
  /** Letters on one page, and of one replay or dismissal. */
  lettersPerPage: 100,
  /** Marks asked for at once (the ledger's own bound). */
  letterMarksAtOnce: 1_000,
  /** Somebody waits for it. */
  letterSurveyMs: 30 * SECOND_MS,
  /** A page that is turned, or looked at by several, is not gone through again. */
  letterSurveyKeptMs: 5 * SECOND_MS,
  letterReplaysAtOnce: 1,
  /** Characters of an id in a letter, names of fields that are shown of one, and entries of a list that are looked at for them. */
  letterIdLength: 200,
  letterFields: 100,
  letterItems: 20,
  /** Characters of the reason of a dismissal. */
  dismissalReason: 500,
  /** Units planned or re-evaluated at once, and ids in one `DeliveryRequested`. */
  unitsPerPage: 500,
  /** An older revision that comes so soon after a newer one was overtaken on its way; later, Otus went back. */
  overtakenWithinMs: 60 * SECOND_MS,
  /** How often a unit that somebody else wrote meanwhile is decided anew before the batch is given up and comes again. */
  conflictTries: 5,
  /** Traces that one span links to: every unit of a batch or page, and within what telemetry lets through. */
  linksPerSpan: 500,

  /** A grading-periods call that takes longer counts as unknown; it is asked again. */
  gradingPeriodDeadlineMs: 5 * SECOND_MS,
  /**
   * How long a batch of arrivals waits for those of a district, all together; the calls go on, and the units are decided anew when they
   * are answered.
   */
  gradingPeriodPatienceMs: SECOND_MS,
  /** A district that a batch waited for in vain is not waited for again by batches, which bring other districts' units too. */
  gradingPeriodGivenUpMs: 30 * SECOND_MS,
  /** How long a page of a run or a preview waits for those of its district while answers come, so that it ends. */
  gradingPeriodsAltogetherMs: 30 * SECOND_MS,
  gradingPeriodCallsAtOnce: 32,
  /** Calls for one district that are not answered yet: two pages' worth. What is asked beyond them is unknown at once. */
  gradingPeriodCallsOfDistrict: 64,
  /** Districts of which it is known whether they answer: more than an installation has. */
  districtsHeardOf: 10_000,
  gradingPeriodKeptMs: 60 * SECOND_MS,
  gradingPeriodUnknownKeptMs: 5 * SECOND_MS,
  /**
   * (district, school, term of the section, date)s: those of hundreds of districts, with room for previews; who has most
   * of them loses the oldest.
   */
  gradingPeriodsKept: 50_000,
  /** Staff lists in memory; a list has hundreds of people. */
  staffListsKept: 500,
  /** Staff revisions in memory: more than an installation has districts. */
  staffRevisionsKept: 10_000,
  /** How old a known staff revision may be when a unit arrives. */
  staffCheckedWithinMs: SECOND_MS,
  /** How old it may be when the clock looks whether a district is to be re-evaluated. */
  staffCheckedByClockMs: 5 * SECOND_MS,
  /** An unknown district is looked for in the ledger at most this often. */
  districtMissKeptMs: SECOND_MS,
  /** Unknown district ids that are remembered as such. */
  districtMissesKept: 1_000,

  /** How long a run waits for what was accepted before it to be evaluated. */
  runCatchUpMs: 20 * SECOND_MS,
  /** A run that began without them is not finished before they are evaluated, or before this has passed. */
  lateArrivalsMs: 1_800 * SECOND_MS,
  /** What is evaluated sooner after its receipt than this was no run begun without: a run waits longer. */
  lateArrivalMs: 2 * SECOND_MS,
  /** Waits of that kind begin at most this often while one goes on: twenty at once, whatever begins meanwhile. */
  catchUpApartMs: SECOND_MS,
  /** A planner that is not heard of for this long is taken over. */
  plannerLeaseMs: 15 * SECOND_MS,
  /**
   * Runs planned in this process: a few at once keep its one thread busy; as many wait as the clock looks at in one tick. Of one
   * district two are planned at once, so that a heap of its redrives leaves room for the others' nights; and a large one lets those who
   * wait go first every so often: most are small.
   */
  plans: { atOnce: 4, known: 1_000, perDistrict: { atOnce: 2, known: 50 }, turnMs: SECOND_MS },
  /** Districts re-evaluated in this process: fewer, as nobody waits for them; more of them wait than an installation has. */
  reEvaluations: { atOnce: 2, known: 10_000, turnMs: SECOND_MS },
  /** Districts or runs that one round of the clock asks the ledger about at once, so that a slow answer delays few others. */
  lookedAtOnce: 16,
  /** Unfinished runs looked at in one tick: the night of every district, then redrives, each district's in its turn. */
  unfinishedRuns: 1_000,
  /** A run's progress is counted at most this often when outcomes come in, */
  progressAfterOutcomeMs: 250,
  /** it is looked at this often when none do, */
  runLookedAtMs: 3 * SECOND_MS,
  /** one that waits for its district's circuit more often, as somebody may have mended it and looks on, */
  blockedRunLookedAtMs: SECOND_MS,
  /** and counted this often while the district has units due, which may be another run's. */
  progressAnywayMs: 30 * SECOND_MS,
  /** Outcomes taken at once. */
  outcomesPerBatch: 1_000,
  /** Runs that wait to be counted. */
  runsNoticed: 10_000,

  /** Inputs are taken as settled, and the district as evaluated with them, when nothing older can still be on its way. */
  inputsSettleMs: 5 * SECOND_MS,
  /** How often units are asked again whose grading period could not be had. */
  unknownPeriodAgainMs: 30 * SECOND_MS,
  /** A run that older units missed for want of a grading period is caught up within a day; later the next night does it. */
  catchUpWithinMs: 24 * 3_600 * SECOND_MS,

  /** Items of one preview. */
  previewItems: 1_000,
  /** Ids of one redrive: of the longest ids that many still fit a run's record of 1 MiB. */
  redriveIds: 2_500,

  /** Lateness is measured this often: more often than metrics are exported, so that no export is without it. */
  measuredMs: 10 * SECOND_MS,
} as const;
