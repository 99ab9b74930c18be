import { randomBytes, randomUUID } from 'node:crypto';
import { sharedMongo, testKafka } from '@passback/local-infrastructure';
import { openMessaging } from '@passback/messaging';
import { topics } from '@passback/contracts';
import {
  buildDistrict,
  type PowerSchoolSimulator,
  type ScenarioDistrict,
  startPowerSchool,
} from '@passback/simulators';
import { CLIENT, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { manyProcesses, type System } from '../testing/system.fixture.ts';
import { OtlpReceiver } from './otlp/receiver.fixture.ts';

/** PowerSchool's own pace, so that a lane has a share of something to use. */
const MIN_INTERVAL_MS = 2;
/** Told of every run, whatever the hour. */
const AT_ONCE = { admins: ['admin@lincoln.test'], quietHours: null };

/** Each service a process of its own over Kafka and MongoDB's protocol, exporting to a receiver. */
export class TracedSystem {
  readonly lincoln: Play;
  readonly franklin: Play;
  readonly otlp: OtlpReceiver;
  readonly powerSchool: PowerSchoolSimulator;
  readonly #system: System;
  readonly #kafkaUrl: string;
  readonly #stops: (() => Promise<unknown>)[];

  private constructor(parts: {
    districts: readonly [ScenarioDistrict, ScenarioDistrict];
    otlp: OtlpReceiver;
    powerSchool: PowerSchoolSimulator;
    system: System;
    kafkaUrl: string;
    stops: (() => Promise<unknown>)[];
  }) {
    const { districts, otlp, powerSchool, system, kafkaUrl, stops } = parts;
    this.lincoln = new Play(districts[0], system, powerSchool);
    this.franklin = new Play(districts[1], system, powerSchool);
    this.otlp = otlp;
    this.powerSchool = powerSchool;
    this.#system = system;
    this.#kafkaUrl = kafkaUrl;
    this.#stops = stops;
  }

  static async start(): Promise<TracedSystem> {
    const [kafka, mongo] = await Promise.all([testKafka(), sharedMongo()]);
    if (kafka === null || mongo === null) throw new Error('no Kafka or MongoDB to test with');
    const stops: (() => Promise<unknown>)[] = [() => kafka.stop()];
    const otlp = await OtlpReceiver.start();
    const powerSchool = await startPowerSchool(CLIENT);
    stops.push(
      () => otlp.stop(),
      () => powerSchool.stop(),
    );
    const size = { sections: 4, studentsPerSection: 12, unitsPerSection: 8 };
    const lincoln = buildDistrict({ districtId: 'lincoln', size });
    const franklin = buildDistrict({ districtId: 'franklin', size: { ...size, unitsPerSection: 1 } });
    const folder = temporaryFolder('traced');
    const { url: baseUrl } = powerSchool;
    // Tells of every run, as in the demo, and measures while the test looks.
    const telling = { PASSBACK_DEMO: 'true', MAIL_FOLDER: `${folder}/mails`, HELD_MEASURED_MS: '1000' };
    const env = {
      DATA_DIR: folder,
      MESSAGING_URL: kafka.url,
      LEDGER_URL: `${mongo.url}/traced-${randomUUID()}`,
      SECRETS_KEY: randomBytes(32).toString('hex'),
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      DISTRICTS_FILE: writeDistricts(folder, [
        { district: lincoln, baseUrl, powerschool: { minIntervalMs: MIN_INTERVAL_MS }, notifications: AT_ONCE },
        { district: franklin, baseUrl },
      ]),
    };
    const system = await manyProcesses(env, (name) => (name === 'notifications' ? telling : {}));
    return new TracedSystem({ districts: [lincoln, franklin], otlp, powerSchool, system, kafkaUrl: kafka.url, stops });
  }

  /** Something else writes to topics of ours: what nobody can read, and a staff list without anybody. */
  async writeGarbage(traceparent: string): Promise<void> {
    const messaging = await openMessaging({ url: this.#kafkaUrl, clientId: 'garbage' });
    const topic = { ...topics.sectionAssessments, encode: () => Uint8Array.of(0xff, 0xff) };
    await messaging.produce(topic, [{ key: 'lincoln:garbage', value: {} as never, headers: { traceparent } }]);
    const nobody = { districtId: 'lincoln', revision: 1_000_000, staff: [], isShrinkConfirmed: false };
    await messaging.produce(topics.staff, [{ key: 'lincoln', value: nobody, headers: { traceparent } }]);
    await messaging.stop();
  }

  /** A teacher types over a score that was sent, and somebody has the assessment checked. */
  async findDrift(): Promise<void> {
    const { console, otus } = this.lincoln;
    for (const [id, { about, snapshot }] of otus.district.units) {
      // One that no spec looks at for something else.
      if (about !== 'the same name again') continue;
      const { state, sis, scores } = await console.explain('lincoln', id);
      const sent = scores.find((score) => score.state === 'sent' && !score.reasons.length);
      const cell = snapshot.scores.find(({ scoreId }) => scoreId === sent?.scoreId);
      const column = this.powerSchool.gradebook
        .snapshot()
        .assignments.find((one) => String(one.assignmentId) === sis?.assignmentId);
      if (state !== 'inSync' || cell === undefined || column === undefined) continue;
      const { assignmentSectionId } = column;
      const points = (sent?.points ?? 0) + 1;
      this.powerSchool.gradebook.setScore({ assignmentSectionId, studentDcid: Number(cell.sisStudentId), points });
      await console.call('POST', '/v1/districts/lincoln/redrive', { sectionAssessmentIds: [id], repair: 'check' });
      return;
    }
    throw new Error('nothing was sent');
  }

  /** Ends the services, so that all they have to tell is told. */
  endServices(): Promise<void> {
    return this.#system.end('SIGTERM');
  }

  output(): string {
    return this.#system.output();
  }

  async stop(): Promise<void> {
    await this.endServices();
    for (const stop of this.#stops.toReversed()) await stop();
  }
}
