/** What one call may ask for, and how long it may take. */
export const CONSOLE_LIMITS = {
  /** A body: settings of a district with many grading periods are several 100 kB. */
  bodyBytes: 2 * 1024 * 1024,
  /** Objects and lists within each other in a body; settings have four. */
  jsonDepth: 16,
  /** Entries of one list, of whatever: as many as there may be grading periods. */
  jsonEntries: 5_000,
  /** Values of a body: twice those of settings with all the grading periods, categories and tokens that are allowed. */
  jsonValues: 50_000,
  /** Items on a page of section assessments: unless told otherwise, and at most (the ledger's own bound). */
  listDefault: 50,
  listMost: 200,
  /** Rows of a list that is taken as one file: some 15 MB, which a spreadsheet still opens. */
  csvRows: 50_000,
  /** Attempts that an explanation shows: weeks of nights. */
  attempts: 20,
  /** Runs in a list: unless told otherwise, and at most. */
  runsDefault: 50,
  runsMost: 200,
  /** Runs of a file: one less than the ledger's own bound, so that it is seen where there are more. */
  runsInFile: 999,
  /** Runs of a list that are counted together. */
  runsAtOnce: 8,
  /** Clients that are told of runs as they go on: of a process, and of one token; each asks the ledger every second. */
  runStreams: 200,
  runStreamsOfCaller: 20,
  /** How long one is told before it has to come again, how often it is looked, and after what silence a sign of life is given. */
  runStreamMs: 600_000,
  runLookMs: 1_000,
  runHeartbeatMs: 15_000,
  /** Districts of one caller that are read at once. */
  districtReads: 8,
  /** Districts of an overview that are looked at together, with at most two calls of the ledger each. */
  overviewDistricts: 4,
  /** How long an overview waits for what other services say; it is shown without that after it. */
  overviewMs: 3_000,
  /** How long a count of the dead letters is shown before they are counted anew. */
  lettersKeptMs: 30_000,
  /** Districts whose due units an overview knows of, the longest due first (the ledger's own bound). */
  dueDistricts: 1_000,
  /** Items of a preview: unless told otherwise, and at most (the rules service's own bound). */
  previewDefault: 100,
  previewMost: 1_000,
  /** Dead letters on a page, and of one command (the rules service’s own bound). */
  lettersMost: 100,
  /** Deadline of what goes through the dead letters. */
  lettersMs: 45_000,
  /** Units that one redrive names. */
  redriveIds: 1_000,
  /** Deadline of a command that only starts something. */
  startMs: 15_000,
  /** Deadline of what goes through all units of a district. */
  districtMs: 120_000,
  /** Deadline of what asks PowerSchool, which answers slowly and at a throttled pace. */
  powerSchoolMs: 300_000,
  /** How long one piece of a reconciliation takes: at least, so that the audit log is not full of them, and at most (delivery's own bound). */
  reconcileLeastSeconds: 15,
  reconcileMostSeconds: 240,
  /** How long a trial of one section is waited for, and how often it is looked whether it is through. */
  trialMs: 60_000,
  trialLookMs: 250,
  /** Deadline of names for a page that somebody looks at; the page is shown without them after that. */
  namesMs: 25_000,
  /** Seconds after which a client is told to try again. */
  retryAfterSeconds: 5,
  /** Districts in a file, and tokens, categories and grading periods of one of them: several times what is seen. */
  districtsInFile: 5_000,
  tokens: 100,
  categories: 500,
  gradingPeriods: 5_000,
  /** Addresses that are told of a district, and webhooks. */
  notified: 50,
  webhooks: 10,
  /** Times that a change of settings is made anew because somebody else changed them meanwhile. */
  settingsTries: 5,
  /** The same of tokens, which scripts make for many at once, and the longest wait between two tries. */
  tokenTries: 30,
  tokenTryMs: 50,
  /** Between two tries to store the districts of the file while the ledger is away. */
  importRetryMs: 500,
  /** Teachers of one search, and the characters of it. */
  teachersMost: 200,
  searchLength: 100,
  /** People that the demo offers to sign in as. */
  demoPeople: 50,
  /** Wrong fields that are named. */
  fieldErrors: 100,
  /** When connections are cut as the process stops. */
  closeMs: 10_000,
} as const;
