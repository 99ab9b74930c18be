import { MessagingError } from '../port/messaging.ts';

/** `host:port`; the host may be a bracketed IPv6 address. */
const BROKER = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):(\d{1,5})$/;
const HIGHEST_PORT = 65_535;

/** The brokers of `kafka://host:port,host:port`. Throws `INVALID_URL`. */
export function brokersOf(url: string): string[] {
  const brokers = url.replace(/^kafka:\/\//, '').split(',');
  const isGood = (broker: string): boolean => {
    const port = Number(BROKER.exec(broker)?.[1] ?? 0);
    return port > 0 && port <= HIGHEST_PORT;
  };
  if (!url.startsWith('kafka://') || !brokers.every(isGood))
    throw new MessagingError('INVALID_URL', 'MESSAGING_URL is not kafka://host:port,host:port');
  return brokers;
}
