import { randomUUID } from 'node:crypto';
import { explainSectionAssessment, type UnitExplanation } from '@passback/domain';
import { sharedMongo } from '@passback/local-infrastructure';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { connectGradebook, type Connector, openSimulated } from './simulated-powerschool.fixture.ts';
import type { NightOptions, UnitSketch } from './units.fixture.ts';
import { FAST_RETRY, type RunningApp, type World } from './world.fixture.ts';

/** A retry waits until the sequence goes on. */
const PARTS = { createGradebook: connectGradebook, retry: { ...FAST_RETRY, delaysMs: [600_000] } };

/** Where the sequences are played. */
export const PLACES = [
  { connector: 'xte', ledger: 'SQLite' },
  { connector: 'oneroster', ledger: 'SQLite' },
  { connector: 'xte', ledger: 'MongoDB’s protocol' },
  { connector: 'oneroster', ledger: 'MongoDB’s protocol' },
] as const;
export type Place = (typeof PLACES)[number];

export const STUDENT = 81001;
const SKETCH: UnitSketch = { id: 's1', scores: { [STUDENT]: 10 } };

/** One unit, played through what Otus, a teacher in PowerSchool and the network do to it, one night after the other. */
export class Sequence {
  readonly world: World;
  readonly sis: PowerSchoolSimulator;
  readonly #close: () => Promise<void>;
  readonly #connector: string;
  #app: RunningApp;
  #revision = 0;
  #sketch: UnitSketch = SKETCH;

  private constructor(
    { connector }: Place,
    { world, sis, close }: Awaited<ReturnType<typeof openSimulated>>,
    app: RunningApp,
  ) {
    this.#connector = connector;
    this.world = world;
    this.sis = sis;
    this.#app = app;
    this.#close = close;
  }

  static async begin(place: Place): Promise<Sequence> {
    const simulated = await openSimulated(place.connector as Connector, undefined, await ledgerUrl(place.ledger));
    return new Sequence(place, simulated, await simulated.world.start(PARTS));
  }

  /** What Otus says from now on; evaluated at once, as a snapshot that arrives is. */
  async otus(change: Partial<UnitSketch>): Promise<void> {
    this.#revision += 1;
    this.#sketch = { ...this.#sketch, ...change, revision: this.#revision };
    await this.world.night([this.#sketch], { request: false });
  }

  async night(options: Partial<NightOptions> = {}): Promise<void> {
    this.#revision += 1;
    await this.world.night([{ ...this.#sketch, revision: this.#revision }], {
      runId: `night-${this.#revision}`,
      ...options,
    });
    await this.world.settled();
  }

  /** A night in which the write of the scores is carried out and its reply is lost; ends before it is tried again. */
  async nightWithLostReply(): Promise<void> {
    const path = this.#connector === 'xte' ? '/ws/xte/score' : '/results/';
    this.sis.faults.add({ match: { method: 'PUT', path }, when: 'after', action: { kind: 'reset' }, count: 1 });
    this.#revision += 1;
    await this.world.night([{ ...this.#sketch, revision: this.#revision }], { runId: `night-${this.#revision}` });
    await eventually(async () => {
      const { delivery } = await this.world.unit('s1');
      if (delivery.failure === null || delivery.claim !== null) throw new Error('the reply is not lost yet');
    });
    this.sis.faults.clear();
  }

  /** What the nightly read-back asks for. */
  async check(): Promise<void> {
    await this.night({ repair: 'check' });
  }

  /** Another process takes over: nothing that this one remembers helps it. */
  async restart(): Promise<void> {
    await this.#app.stop();
    this.#app = await this.world.start(PARTS);
  }

  /** The unit's columns in a section, oldest first. */
  columns(sectionDcid = 85001) {
    return this.sis.gradebook.columns(sectionDcid).filter(({ name }) => name.includes('(S1)'));
  }

  cellOf(sectionDcid = 85001): { points: number | null; exempt: boolean } | null {
    const cell = this.columns(sectionDcid)[0]?.scores.find(({ studentDcid }) => studentDcid === STUDENT);
    return cell === undefined ? null : { points: cell.points, exempt: cell.exempt };
  }

  /** What a teacher does to the student's cell by hand. */
  teacher(what: { readonly points: number } | 'clears' | 'exempts' | 'unexempts', sectionDcid = 85001): void {
    const [{ assignmentSectionId } = { assignmentSectionId: 0 }] = this.columns(sectionDcid);
    const cell = { assignmentSectionId, studentDcid: STUDENT };
    const { gradebook } = this.sis;
    if (what === 'clears') gradebook.clearScore(cell);
    else if (what === 'exempts' || what === 'unexempts') gradebook.exemptScore({ ...cell, exempt: what === 'exempts' });
    else gradebook.setScore({ ...cell, points: what.points });
  }

  deleteColumn(): void {
    for (const { assignmentId } of this.columns()) this.sis.gradebook.deleteAssignment({ assignmentId });
  }

  /** What the teacher is told: the unit's state, the score's, and its reasons. */
  async told(id = 's1'): Promise<{ unit: string; score: string | undefined; reasons: string[] }> {
    const explanation = await this.explanation(id);
    const [score] = explanation.scores;
    const reasons = [...explanation.reasons, ...(score?.reasons ?? [])].map(({ code }) => code);
    return { unit: explanation.state, score: score?.state, reasons: [...new Set(reasons)] };
  }

  async explanation(id = 's1'): Promise<UnitExplanation> {
    return explainSectionAssessment(await this.world.unit(id));
  }

  end(): Promise<void> {
    return this.#close();
  }
}

async function ledgerUrl(ledger: Place['ledger']): Promise<string | undefined> {
  if (ledger === 'SQLite') return undefined;
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  return `${mongo.url}/doubt-${randomUUID()}`;
}
