import { createPacedTransport, type PacedTransportOptions } from './http/paced-transport.ts';
import type { Gradebook } from './port/gradebook.ts';
import type { GradebookSettings } from './port/transport.ts';
import { createXteGradebook } from './xte/gradebook.ts';

export interface GradebookConnection {
  readonly gradebook: Gradebook;
  /** Turns away what waits and ends the connections. */
  close(): Promise<void>;
}

/**
 * Connects to a district's gradebook by its settings, over a paced transport of its own. Throws a district failure (`SisError`) for
 * settings with which no request could be made. Nothing is sent before the first call.
 */
export function createGradebook(
  settings: GradebookSettings,
  options: Omit<PacedTransportOptions, 'settings'> = {},
): GradebookConnection {
  const transport = createPacedTransport({ ...options, settings });
  const connect = CONNECTORS[settings.connector];
  const gradebook = connect(transport, settings, options.clock === undefined ? {} : { clock: options.clock });
  return { gradebook, close: () => transport.close() };
}

const CONNECTORS = { xte: createXteGradebook, oneroster: createXteGradebook } as const;
