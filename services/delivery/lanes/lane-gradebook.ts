import type { DistrictRecord, DistrictSettings } from '@passback/ledger';
import { type Gradebook, type GradebookSettings, type RequestObserver, unusableGradebook } from '@passback/powerschool';
import type { Secrets } from '@passback/service-kit';

/** A gradebook that holds connections. */
export type OpenGradebook = Gradebook & { close?(): Promise<void> };

export interface GradebookOptions {
  readonly observer: RequestObserver;
  /** As learnt before; 0: nothing. */
  readonly learnedIntervalMs: number;
  readonly onLearnedInterval?: (intervalMs: number) => void;
}

/** Makes the connector of a district. Replaced in tests. */
export type GradebookFactory = (settings: GradebookSettings, options: GradebookOptions) => OpenGradebook;

/** The district's gradebook; one of which every call fails, district-wide, where its settings or its secret are of no use. */
export function openGradebook(
  createGradebook: GradebookFactory,
  secrets: Pick<Secrets, 'open'>,
  { districtId, powerschool }: DistrictSettings,
  options: GradebookOptions,
): OpenGradebook {
  try {
    const clientSecret = secrets.open(powerschool.clientSecret);
    return createGradebook({ districtId, ...powerschool, clientSecret }, options);
  } catch (error) {
    return unusableGradebook(error);
  }
}

/** Whether the same connector still serves after a change of settings. */
export function isSameGradebook(one: DistrictRecord, other: DistrictRecord): boolean {
  return JSON.stringify(one.settings.powerschool) === JSON.stringify(other.settings.powerschool);
}
