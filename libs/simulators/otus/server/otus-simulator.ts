import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EDITS } from '../edits/catalogue.ts';
import { editBetweenNights } from '../edits/edit-night.ts';
import type { ScenarioDistrict } from '../scenario/district.ts';
import type { OtusClient } from './otus-client.ts';

/** A small Otus: holds a scenario district, sends it, and edits it between nights. */
export class OtusSimulator {
  readonly #client: OtusClient;
  #district: ScenarioDistrict;
  #night = 0;

  constructor(district: ScenarioDistrict, client: OtusClient) {
    this.#district = district;
    this.#client = client;
  }

  /** The district as it is now, with what is meant to happen to it. */
  get district(): ScenarioDistrict {
    return this.#district;
  }

  /** The first synchronisation: staff and every unit. */
  async sendEverything(): Promise<void> {
    await this.#client.sendStaff(this.#district, 1);
    await this.#client.sendUnits(this.#district.districtId, [...this.#district.units.values()]);
  }

  /** Brings the district to where it was after `days`, as Otus itself would still know; nothing is sent. */
  recallDays(days: number): void {
    while (this.#night < days) this.#edit(this.#night + 1);
  }

  /** A day passes: edits are made and sent; those to be made in PowerSchool are returned. */
  async passDay(seed = this.#night + 1): Promise<ReturnType<typeof editBetweenNights>> {
    const edited = this.#edit(seed);
    for (const unit of edited.changed) await this.#client.sendUnit(this.#district.districtId, unit);
    return edited;
  }

  /** Makes one edit of the catalogue, by its words, to a unit, and sends it. Throws where the edit cannot be made to it. */
  async editUnit(sectionAssessmentId: string, about: string): Promise<void> {
    const unit = this.#district.units.get(sectionAssessmentId);
    const edit = EDITS.find((candidate) => candidate.about === about);
    if (unit === undefined || edit === undefined || !edit.applies(unit))
      throw new Error(`"${about}" cannot be made to ${sectionAssessmentId}`);
    const made = edit.make(unit, this.#district.today);
    this.#district = { ...this.#district, units: new Map(this.#district.units).set(sectionAssessmentId, made.unit) };
    await this.#client.sendUnit(this.#district.districtId, made.unit);
  }

  #edit(seed: number): ReturnType<typeof editBetweenNights> {
    this.#night += 1;
    const edited = editBetweenNights(this.#district, seed);
    this.#district = edited.district;
    return edited;
  }

  /**
   * Serves it: `GET /` what it holds, `POST /send` sends everything, `POST /day` lets a day pass and answers with the story and
   * with what teachers do in PowerSchool. Returns the URL.
   */
  async listen(port: number): Promise<{ url: string; stop(): Promise<void> }> {
    const server = createServer((request, response) => {
      this.#answer(`${request.method} ${request.url}`).then(
        (body) =>
          response
            .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
            .end(JSON.stringify(body ?? { error: 'not here' })),
        (error: unknown) =>
          response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(error) })),
      );
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => closeServer(server) };
  }

  async #answer(call: string): Promise<unknown> {
    if (call === 'POST /send') {
      await this.sendEverything();
      return { sent: this.#district.units.size };
    }
    if (call === 'POST /day') {
      const { story, inPowerSchool } = await this.passDay();
      return { story, inPowerSchool };
    }
    if (call !== 'GET /') return undefined;
    const units = [...this.#district.units.values()].map(({ about, state, reasons, snapshot }) => ({
      sectionAssessmentId: snapshot.sectionAssessmentId,
      identifier: snapshot.identifier,
      revision: snapshot.revision,
      about,
      intended: { state, reasons },
    }));
    return { districtId: this.#district.districtId, units };
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
