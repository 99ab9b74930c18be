import { createOneRosterGradebook, createXteGradebook } from '@passback/powerschool';
import { NoAnswer, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { type Carrier, createUnpacedTransport } from '../../../libs/powerschool/session/unpaced-transport.fixture.ts';
import type { GradebookFactory } from '../index.ts';
import { type Connector, ROSTER } from './simulated-powerschool.fixture.ts';
import { DISTRICT, districtSettings } from './units.fixture.ts';
import { World } from './world.fixture.ts';

type Request = Parameters<Carrier>[0];
type Response = Awaited<ReturnType<Carrier>>;
/** Told of each request before and after it is carried out; what it answers or throws is what the connector gets. */
export type Tap = (phase: 'before' | 'after', request: Request) => Response | undefined;

/** Request after request in this process: the connection was lost before or after PowerSchool had the request. */
export function lost(wasSent: boolean): NoAnswer {
  return new NoAnswer('connection reset', wasSent);
}

const CONNECTORS = { xte: createXteGradebook, oneroster: createOneRosterGradebook } as const;

/** A world whose district has a simulated PowerSchool behind a real connector, all in this process and without a socket or a pace. */
export class InProcess {
  readonly world: World;
  readonly sis: PowerSchoolSimulator;
  readonly connector: Connector;
  tap: Tap = () => undefined;

  private constructor(world: World, sis: PowerSchoolSimulator, connector: Connector) {
    this.world = world;
    this.sis = sis;
    this.connector = connector;
  }

  static async open(connector: Connector): Promise<InProcess> {
    const world = await World.open();
    const sis = await startPowerSchool({ listen: false, clientId: 'client', clientSecret: 'secret' });
    sis.gradebook.seed(ROSTER);
    await world.putSettings(districtSettings(DISTRICT, { connector, timeoutMs: 50 }));
    return new InProcess(world, sis, connector);
  }

  /** For `World.start`. */
  readonly createGradebook: GradebookFactory = (settings, { permit, paces }) => {
    const carry: Carrier = async (request) => {
      permit?.signal.throwIfAborted();
      permit?.check(request);
      const instead = this.tap('before', request);
      if (instead !== undefined) return instead;
      const response = await this.sis.exchange(request);
      return this.tap('after', request) ?? response;
    };
    return CONNECTORS[settings.connector](createUnpacedTransport(carry), settings, { clock: paces.clock });
  };

  async close(): Promise<void> {
    await this.world.close();
    await this.sis.stop();
  }
}
