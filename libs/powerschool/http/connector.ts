import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { forbiddenIp } from './addresses.ts';
import type { OutboundRules } from './outbound.ts';
import { buildConnector, type Connectors } from './undici.ts';

/** The connection would lead, or led, where no PowerSchool may be. Nothing was sent. */
export class AddressRefusedError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'AddressRefusedError';
  }
}

export interface ConnectorOptions {
  readonly rules: OutboundRules;
  /** The operator's own word: any address will do. */
  readonly isTrusted: boolean;
  readonly timeoutMs: number;
}

/**
 * Opens connections. A name's addresses are judged as they are found and the connection goes to one of those, so there is no second
 * lookup that could say otherwise; where the connection went is looked at once more before anything is sent on it. TLS is always verified,
 * whatever the environment says.
 */
export function createConnector({ rules, isTrusted, timeoutMs }: ConnectorOptions): Connectors.connector {
  const lookup = rules.lookup ?? (systemLookup as LookupFunction);
  const connect = buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: true,
    allowH2: false,
    lookup: isTrusted ? lookup : guarded(lookup),
    ...(rules.secureContext === undefined ? {} : { secureContext: rules.secureContext }),
  });
  if (isTrusted) return connect;
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const rule = forbiddenIp(socket.remoteAddress ?? '');
      if (rule === null) return callback(null, socket);
      socket.destroy();
      return callback(refusal(options.hostname, rule), null);
    });
  };
}

/** One address that is not public is enough: which of them is connected to is not ours to say. */
function guarded(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error !== null) return callback(error, found, family);
      for (const address of typeof found === 'string' ? [found] : found.map((each: LookupAddress) => each.address)) {
        const rule = forbiddenIp(address);
        if (rule !== null) return callback(refusal(hostname, rule), []);
      }
      return callback(null, found, family);
    });
  };
}

function refusal(host: string, rule: string): AddressRefusedError {
  // Not the address itself: a district's admin is not told how the network is laid out here.
  return new AddressRefusedError(`${host} resolves to ${rule}`);
}
