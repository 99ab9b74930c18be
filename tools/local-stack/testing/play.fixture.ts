import { expect } from '@jest/globals';
import {
  intendedGradebook,
  OtusClient,
  OtusSimulator,
  type PowerSchoolSimulator,
  type ScenarioDistrict,
  type ScenarioUnit,
} from '@passback/simulators';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { compareExplanations, compareGradebooks } from '../demo/compare.ts';
import { ConsoleClient, type PreviewAnswer, type RunAnswer } from '../demo/console-client.ts';
import { PowerSchoolControl } from '../demo/powerschool-control.ts';
import { TOKEN } from './districts.fixture.ts';

const NIGHT_LIMIT_MS = 90_000;
/** A grading period that could not be had while services stopped and started is asked for again within 30 s, and then decided with. */
const DECIDED_LIMIT_MS = 45_000;

/** A scenario district played through a running system, and what came of it compared with what the scenario means. */
export class Play {
  readonly otus: OtusSimulator;
  readonly console: ConsoleClient;
  readonly powerSchool: PowerSchoolControl;
  readonly #districtId: string;

  constructor(
    district: ScenarioDistrict,
    system: { ingestionUrl: string; consoleUrl: string },
    simulator: Pick<PowerSchoolSimulator, 'url'>,
  ) {
    this.#districtId = district.districtId;
    this.otus = new OtusSimulator(district, new OtusClient(system.ingestionUrl, TOKEN));
    this.console = new ConsoleClient(system.consoleUrl, TOKEN);
    this.powerSchool = new PowerSchoolControl(simulator.url);
  }

  async begin(): Promise<void> {
    await this.powerSchool.seed(this.otus.district.roster);
    await this.otus.sendEverything();
  }

  async day(): Promise<void> {
    const { inPowerSchool } = await this.otus.passDay();
    await this.powerSchool.edit(inPowerSchool);
  }

  async night(): Promise<RunAnswer> {
    const runId = await this.console.startRun(this.#districtId);
    return this.console.untilFinished(this.#districtId, runId, { limitMs: NIGHT_LIMIT_MS });
  }

  /** The preview once everything that was sent has been evaluated. */
  async settledPreview(): Promise<PreviewAnswer> {
    const ids = [...this.otus.district.units.keys()];
    await eventually(async () => {
      await Promise.all(ids.map((id) => this.console.explain(this.#districtId, id)));
    });
    return this.console.preview(this.#districtId);
  }

  /** Waits until each of these is decided as Otus has it now, and with its grading period, which may come late. */
  async untilDecided(units: readonly ScenarioUnit[]): Promise<void> {
    const decided = async (): Promise<void> => {
      for (const { snapshot } of units) {
        const id = snapshot.sectionAssessmentId;
        const { revision, reasons } = await this.console.explain(this.#districtId, id);
        expect([id, revision]).toEqual([id, this.otus.district.units.get(id)?.snapshot.revision]);
        expect(reasons.map(({ code }) => code)).not.toContain('GRADING_PERIOD_UNKNOWN');
      }
    };
    await eventually(decided, 2 * DECIDED_LIMIT_MS);
  }

  /** Waits until PowerSchool has at least so many columns. */
  async untilColumns(count: number): Promise<void> {
    await eventually(async () =>
      expect(Object.keys(await this.powerSchool.gradebook()).length).toBeGreaterThanOrEqual(count),
    );
  }

  /** Every unit's newest revision has been decided. */
  async expectEvaluated(): Promise<void> {
    for (const [id, unit] of this.otus.district.units) {
      const { revision } = await this.console.explain(this.#districtId, id);
      expect([id, revision]).toEqual([id, unit.snapshot.revision]);
    }
  }

  /** An ordinary unit that no edit has been made to. */
  untouchedUnit(): ScenarioUnit | undefined {
    return [...this.otus.district.units.values()].find(
      ({ about, snapshot }) => about === 'an ordinary assessment' && snapshot.revision === 1,
    );
  }

  /** One score of a unit changed in Otus, and meant to be sent. */
  async editOneScore(unit: ScenarioUnit | undefined): Promise<void> {
    await this.otus.editUnit(unit?.snapshot.sectionAssessmentId ?? '', 'score changed');
  }

  async expectExplanationsAsIntended(): Promise<void> {
    const asIntended = async (): Promise<void> =>
      expect(await compareExplanations(this.otus.district, this.console)).toEqual([]);
    await eventually(asIntended, DECIDED_LIMIT_MS);
  }

  /** The whole gradebook cell by cell, and every explanation, as the scenario means them. */
  async expectAsIntended(): Promise<void> {
    expect(compareGradebooks(intendedGradebook(this.otus.district), await this.powerSchool.gradebook())).toEqual([]);
    await this.expectExplanationsAsIntended();
  }
}
