import type { DistrictRecord } from '@passback/ledger';
import {
  createGradebook,
  type Gradebook,
  type GradebookSettings,
  type OutboundRules,
  type Paces,
  type Permit,
  type RequestObserver,
  unusableGradebook,
} from '@passback/powerschool';
import { districtConnection } from '@passback/service-host';
import type { Secrets } from '@passback/service-kit';

/** A gradebook that holds connections. */
export type OpenGradebook = Gradebook & { close?(): Promise<void> };

export interface GradebookOptions {
  readonly paces: Paces;
  readonly observer: RequestObserver;
  /** Asked for each request; left out: any may go. */
  readonly permit?: Permit;
  /** As learnt before; 0: nothing. */
  readonly learnedIntervalMs: number;
  readonly onLearnedInterval?: (intervalMs: number) => void;
}

/** Makes the connector of a district. Replaced in tests. */
export type GradebookFactory = (settings: GradebookSettings, options: GradebookOptions) => OpenGradebook;

/** What connectors are made with. */
export interface GradebookMeans {
  readonly createGradebook: GradebookFactory;
  readonly secrets: Pick<Secrets, 'open'>;
  readonly paces: Paces;
}

/** The connector that a district's settings name, over paced connections of its own that keep to this process's rules. */
export function connectorsBy(outbound: OutboundRules): GradebookFactory {
  return (settings, options) => {
    const { gradebook, close } = createGradebook(settings, { ...options, outbound });
    return { ...gradebook, close };
  };
}

/** The district's gradebook; one of which every call fails, district-wide, where its settings or its secret are of no use. */
export function openGradebook(
  { createGradebook: create, secrets, paces }: GradebookMeans,
  district: DistrictRecord,
  options: Omit<GradebookOptions, 'paces'>,
): OpenGradebook {
  try {
    return create(districtConnection(district, secrets), { paces, ...options });
  } catch (error) {
    return unusableGradebook(error);
  }
}

/** Whether the same connector still serves after a change of settings. */
export function isSameGradebook(one: DistrictRecord, other: DistrictRecord): boolean {
  const what = ({ settings, file }: DistrictRecord): string => JSON.stringify([settings.powerschool, file?.said]);
  return what(one) === what(other);
}
