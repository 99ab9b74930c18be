import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BenchArguments, StackName } from './arguments.ts';
import type { BenchDistrict } from './district/bench-district.ts';
import { type PowerSchoolSettings, writeDistricts } from './district/districts-file.ts';
import { type RunningSystem, startManyProcesses, startOneProcess } from './system/running-system.ts';
import type { LazyServers, Servers } from './system/servers.ts';

export const STACK_TITLES: Readonly<Record<StackName, string>> = {
  embedded: 'embedded',
  kafka: 'Kafka, MongoDB protocol',
};

/** What every part works with. */
export class BenchContext {
  readonly options: BenchArguments;
  /** Tells the person who waits what is being measured. */
  readonly say: (text: string) => void;
  readonly today: string;
  readonly #folder: string;
  readonly #servers: LazyServers;
  #folders = 0;
  #districts = 0;

  constructor(parts: {
    options: BenchArguments;
    folder: string;
    servers: LazyServers;
    today: string;
    say: (text: string) => void;
  }) {
    this.options = parts.options;
    this.say = parts.say;
    this.today = parts.today;
    this.#folder = parts.folder;
    this.#servers = parts.servers;
  }

  /** A folder of its own below the one that is removed at the end. */
  newFolder(): string {
    this.#folders += 1;
    const folder = path.join(this.#folder, String(this.#folders));
    mkdirSync(folder);
    return folder;
  }

  /** A district whose ids no other district of this bench has. */
  newDistrict(units: number): BenchDistrict {
    const index = this.#districts;
    this.#districts += 1;
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
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunningSystem> {
    const folder = this.newFolder();
    const options = { folder, districtsFile: writeDistricts(folder, districts), profile: this.options.profile, env };
    if (stack === 'embedded') return startOneProcess(options);
    const { kafka, mongo } = await this.servers();
    // The stand-in for MongoDB holds all in a small heap; one that fills up is slow before it is full. Others need no restart.
    await mongo.restart().catch(() => undefined);
    const database = `${mongo.url}/bench-${this.#folders}`;
    return startManyProcesses({ ...options, servers: { kafka: kafka.url, mongo: database } });
  }
}
