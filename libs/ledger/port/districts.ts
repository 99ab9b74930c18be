import type { EpochMs, Language, LocalDate, StaffMember, TermSettings } from '@passback/domain';

export type Role = 'otus' | 'admin' | 'viewer';

/** Settings of a district as `DISTRICTS_FILE` and the console API give them; secrets are sealed before they come here. */
export interface DistrictSettings {
  readonly districtId: string;
  readonly name: string;
  readonly timeZone: string;
  /** Local time of the nightly run, `HH:MM`. */
  readonly nightlyRunAt: string;
  readonly effectiveDate: LocalDate | null;
  readonly paused: boolean;
  readonly pastDueAsZero: boolean;
  readonly categories: Readonly<Record<string, string>>;
  readonly powerschool: {
    readonly connector: 'xte' | 'oneroster';
    readonly baseUrl: string;
    readonly clientId: string;
    /** `env:NAME`, or sealed by `Secrets` of service-kit; never plain text. */
    readonly clientSecret: string;
    readonly minIntervalMs: number;
    readonly concurrency: number;
    readonly timeoutMs: number;
    readonly maxTitleLength: number;
    /** What is not settled about PowerSchool's interfaces and may differ between districts; left out where the usual holds. */
    readonly xte?: { readonly scoreSource?: 'auto' | 'table' | 'assignmentScore' | 'none' };
    readonly oneroster?: {
      readonly basePath?: string;
      readonly readBasePath?: string;
      /** sourcedId of each kind of object from the id that Otus has, as `SEC-{id}`. */
      readonly ids?: Readonly<Partial<Record<'school' | 'term' | 'class' | 'student' | 'teacher', string>>>;
    };
    readonly terms?: TermSettings;
  };
  /** Used instead of PowerSchool's terms where it is not null; both ends inclusive. */
  readonly gradingPeriods:
    | readonly {
        readonly schoolId: string;
        readonly name: string;
        readonly start: LocalDate;
        readonly end: LocalDate;
      }[]
    | null;
  readonly tokens: readonly DistrictToken[];
  /** Who is told what; left out: nobody is told anything. */
  readonly notifications?: NotificationSettings;
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** Times are the district's own, `HH:MM`. */
export interface NotificationSettings {
  readonly language: Language;
  /** Addresses of the people who look after the district. */
  readonly admins: readonly string[];
  readonly webhooks: readonly NotificationWebhook[];
  /** When nothing is sent, from until before; over midnight where `to` is earlier. Null: there are none. */
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  /** Days on which nothing is sent. */
  readonly quietDays: readonly Weekday[];
  /** Whether teachers are told in the morning what they can do. */
  readonly teacherDigest: boolean;
  /** A night that is not finished by then is late. */
  readonly morningBy: string;
}

export interface NotificationWebhook {
  readonly url: string;
  /** Sealed for its URL; what is sent is signed with it. Null: it is not signed. */
  readonly secret: string | null;
  readonly shape: 'json' | 'slack' | 'teams';
}

export interface DistrictToken {
  /** Of the token, in hex. */
  readonly sha256: string;
  readonly roles: readonly Role[];
  /** What it is for, in the district's own words. */
  readonly label?: string;
  /** ISO 8601 with an offset; from then on it is not known any more. Left out: it does not expire. */
  readonly expiresAt?: string;
  /** Its first 8 characters, where it was made here. */
  readonly prefix?: string;
  /** ISO 8601, and by whom as `changedBy`, where it was made here. */
  readonly createdAt?: string;
  readonly createdBy?: string;
}

/**
 * What `DISTRICTS_FILE` said of a district when it was last read. By it a start tells what the operator changed in the file from what a
 * person changed in the console, and delivery tells the operator's word (an address, a reference to the environment) from anybody's.
 */
export interface FileMemory {
  /** By key (`paused`, `powerschool.baseUrl`): a digest of the value, of the secret its stored form. Keys left out by the file are not there. */
  readonly said: Readonly<Record<string, string>>;
  /** Keys of which the file's value was taken although a person had changed them, since the file asked for it. */
  readonly overruled: readonly string[];
}

export interface DistrictRecord {
  readonly settings: DistrictSettings;
  /** Grows by one with every change of the settings. */
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly changedAt: EpochMs;
  /** Who changed it last: as `by.token` of an `AuditEntry`. */
  readonly changedBy: string;
  /** What the district's units were last all evaluated with; null before the first time. */
  readonly evaluatedWith: {
    readonly settingsVersion: number;
    readonly staffRevision: number;
    readonly date: LocalDate;
  } | null;
  /** Left out where the file never named the district. */
  readonly file?: FileMemory;
}

export interface DistrictStore {
  get(districtId: string): Promise<DistrictRecord | null>;
  /** All districts (hundreds). */
  list(): Promise<DistrictRecord[]>;
  /**
   * Creates or replaces; settings equal to what is held change nothing and keep the version.
   * `expectedVersion` (optional): refused with `LedgerError` `VERSION_CONFLICT` unless it is the current one.
   * `file` (optional): what the file says is remembered anew, also where the settings stay; otherwise the memory stays.
   */
  put(
    settings: DistrictSettings,
    change: { by: string; at: EpochMs; expectedVersion?: number; file?: FileMemory },
  ): Promise<DistrictRecord>;
  /** The last 100 changes, newest first: version, who, when, and which keys changed (no values). */
  changes(districtId: string): Promise<{ version: number; by: string; at: EpochMs; keys: readonly string[] }[]>;
  markEvaluated(districtId: string, evaluatedWith: NonNullable<DistrictRecord['evaluatedWith']>): Promise<void>;
}

export interface StaffRecord {
  readonly districtId: string;
  readonly revision: number;
  readonly staff: readonly StaffMember[];
}

/** A list of staff that was not taken, since it would have lost so many people that it is taken for a mistake. */
export interface StaffRefusal {
  readonly revision: number;
  /** In the list that was refused, and in the one that stays. */
  readonly people: number;
  readonly heldPeople: number;
  readonly at: EpochMs;
}

export interface StaffStore {
  /**
   * Keeps the newer revision; false when this one was older or equal, or, where `over` is given, when another revision than that is
   * held (0: none).
   */
  put(staff: StaffRecord, over?: number): Promise<boolean>;
  /** Remembers the refusal of a list that is newer than the one that is held, unless a newer one was refused. */
  refuse(districtId: string, refusal: StaffRefusal): Promise<void>;
  /** The newest list that was refused; null where none was, or where a list as new was taken since. */
  refusal(districtId: string): Promise<StaffRefusal | null>;
  get(districtId: string): Promise<StaffRecord | null>;
  /** The revision alone, 0 when none: cheap, to know whether a cached list is current. */
  revision(districtId: string): Promise<number>;
}
