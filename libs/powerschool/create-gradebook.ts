import { createPacedTransport, type PacedTransportOptions } from './http/paced-transport.ts';
import { createOneRosterGradebook } from './oneroster/gradebook.ts';
import { type Gradebook, SisError } from './port/gradebook.ts';
import type { GradebookSettings } from './port/transport.ts';
import { createXteGradebook } from './xte/gradebook.ts';

export interface GradebookConnection {
  readonly gradebook: Gradebook;
  /** Turns away what waits and ends the connections. */
  close(): Promise<void>;
}

const CONNECTORS = { xte: createXteGradebook, oneroster: createOneRosterGradebook } as const;

/**
 * Connects to a district's gradebook by its settings, over a paced transport of its own. Nothing is sent before the first call. With settings
 * by which no request could be made (a base URL that is none) every call fails with that, district-wide: it is the district that has to be
 * mended, and nothing else stops for it.
 */
export function createGradebook(
  settings: GradebookSettings,
  options: Omit<PacedTransportOptions, 'settings'>,
): GradebookConnection {
  try {
    const transport = createPacedTransport({ ...options, settings });
    const gradebook = CONNECTORS[settings.connector](transport, settings, { clock: options.paces.clock });
    return { gradebook, close: () => transport.close() };
  } catch (error) {
    return { gradebook: unusableGradebook(error), close: () => Promise.resolve() };
  }
}

function asFailure(error: unknown): SisError {
  if (error instanceof SisError) return error;
  const message = error instanceof Error ? error.message : 'The settings of PowerSchool are not usable';
  return new SisError({ class: 'district', code: 'SIS_CREDENTIALS' }, message, error);
}

/** A gradebook of which every call fails district-wide, for settings or a secret that are of no use. A `SisError` is passed on as it is. */
export function unusableGradebook(error: unknown): Gradebook {
  const failure = asFailure(error);
  const fail = (): Promise<never> => Promise.reject(failure);
  return {
    terms: fail,
    categories: fail,
    assignments: fail,
    assignment: fail,
    createAssignment: fail,
    isCreateIdempotent: false,
    deleteUnscored: fail,
    updateAssignment: fail,
    scores: fail,
    readsManyAtOnce: () => false,
    writeScores: fail,
    enrolledStudents: fail,
    studentNames: fail,
    hasSection: fail,
    reach: fail,
    authenticate: fail,
  };
}
