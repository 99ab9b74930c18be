import type { DistrictRecord, DistrictSettings } from '@passback/ledger';
import { type Gradebook, type GradebookSettings, type RequestObserver, SisError } from '@passback/powerschool';
import type { Secrets } from '@passback/service-kit';

/** A gradebook that holds connections. */
export type OpenGradebook = Gradebook & { close?(): Promise<void> };

export interface GradebookOptions {
  readonly observer: RequestObserver;
  /** As learnt before; 0: nothing. */
  readonly learnedIntervalMs: number;
  readonly onLearnedInterval: (intervalMs: number) => void;
}

/** Makes the connector of a district. Replaced in tests. */
export type GradebookFactory = (settings: GradebookSettings, options: GradebookOptions) => OpenGradebook;

/** The district's gradebook; one of which every call fails, district-wide, where its secret cannot be had. */
export function openGradebook(
  createGradebook: GradebookFactory,
  secrets: Pick<Secrets, 'open'>,
  { districtId, powerschool }: DistrictSettings,
  options: GradebookOptions,
): OpenGradebook {
  let clientSecret: string;
  try {
    clientSecret = secrets.open(powerschool.clientSecret);
  } catch (error) {
    return failingGradebook(
      new SisError({ class: 'district', code: 'SIS_CREDENTIALS' }, error instanceof Error ? error.message : ''),
    );
  }
  const { connector, baseUrl, clientId, minIntervalMs, concurrency, timeoutMs } = powerschool;
  return createGradebook(
    { districtId, connector, baseUrl, clientId, clientSecret, minIntervalMs, concurrency, timeoutMs },
    options,
  );
}

/** Whether the same connector still serves after a change of settings. */
export function isSameGradebook(one: DistrictRecord, other: DistrictRecord): boolean {
  return JSON.stringify(one.settings.powerschool) === JSON.stringify(other.settings.powerschool);
}

function failingGradebook(failure: SisError): Gradebook {
  const fail = (): Promise<never> => Promise.reject(failure);
  return {
    terms: fail,
    categories: fail,
    assignments: fail,
    assignment: fail,
    createAssignment: fail,
    updateAssignment: fail,
    scores: fail,
    writeScores: fail,
    enrolledStudents: fail,
    authenticate: fail,
  };
}
