import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BenchArguments, StackName } from './arguments.ts';
import type { BenchDistrict } from './district/bench-district.ts';
import { type PowerSchoolSettings, writeDistricts } from './district/districts-file.ts';
import {
  type RunningSystem,
  startManyProcesses,
  startOneProcess,
  type SystemOptions,
} from './system/running-system.ts';
import type { LazyServers, Servers } from './system/servers.ts';
import { THIS_VERSION, type Version } from './system/version.ts';

export const STACK_TITLES: Readonly<Record<StackName, string>> = {
  embedded: 'embedded',
  kafka: 'Kafka, MongoDB protocol',
};

/** How many there are so far; what is made next has the next number. */
interface Numbers {
  folders: number;
  districts: number;
}

interface ContextParts {
  readonly options: BenchArguments;
  readonly folder: string;
  readonly servers: LazyServers;
  readonly today: string;
  readonly say: (text: string) => void;
}

/** What every part works with. */
export class BenchContext {
  readonly options: BenchArguments;
  /** Tells the person who waits what is being measured. */
  readonly say: (text: string) => void;
  readonly today: string;
  /** Which version of the system is measured. */
  readonly version: Version;
  readonly #parts: ContextParts;
  readonly #folder: string;
  readonly #servers: LazyServers;
  readonly #numbers: Numbers;

  constructor(parts: ContextParts, version = THIS_VERSION, numbers: Numbers = { folders: 0, districts: 0 }) {
    this.#parts = parts;
    this.version = version;
    this.#numbers = numbers;
    this.options = parts.options;
    this.say = parts.say;
    this.today = parts.today;
    this.#folder = parts.folder;
    this.#servers = parts.servers;
  }

  /** The same for another version; no folder and no district of one is the other's. */
  of(version: Version): BenchContext {
    return new BenchContext(this.#parts, version, this.#numbers);
  }

  /** A folder of its own below the one that is removed at the end. */
  newFolder(): string {
    this.#numbers.folders += 1;
    const folder = path.join(this.#folder, String(this.#numbers.folders));
    mkdirSync(folder);
    return folder;
  }

  /** A district whose ids no other district of this bench has. */
  newDistrict(units: number): BenchDistrict {
    const index = this.#numbers.districts;
    this.#numbers.districts += 1;
    return { districtId: `bench-${index}`, index, units, today: this.today };
  }

  /** Kafka and MongoDB; throws where they cannot be had, which the parts are not run for. */
  async servers(): Promise<Servers> {
    const servers = await this.#servers.get();
    if (servers === null) throw new Error('there is neither Docker nor a JVM for Kafka and MongoDB');
    return servers;
  }

  /** Starts the system on a stack, with empty data and these districts. */
  async startSystem(
    stack: StackName,
    districts: readonly { readonly district: BenchDistrict; readonly powerschool: PowerSchoolSettings }[],
    how: Pick<SystemOptions, 'env' | 'counting' | 'oneByOne'> = {},
  ): Promise<RunningSystem> {
    const folder = this.newFolder();
    const { version } = this;
    const { profile } = this.options;
    const options = { version, folder, districtsFile: writeDistricts(folder, districts), profile, ...how };
    if (stack === 'embedded') return startOneProcess(options);
    const { kafka, mongo } = await this.servers();
    // The stand-in for MongoDB holds all in a small heap; one that fills up is slow before it is full. Others need no restart.
    await mongo.restart().catch(() => undefined);
    const database = `${mongo.url}/bench-${this.#numbers.folders}`;
    return startManyProcesses({ ...options, servers: { kafka: kafka.url, mongo: database } });
  }
}
