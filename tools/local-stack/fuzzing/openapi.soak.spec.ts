import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';
import { fuzz, type Fuzzing } from './fuzz.fixture.ts';
import { callsOf, forDistrict, type OpenApi, openApiOf, withLinesOf } from './openapi.fixture.ts';
import { prepareSchemathesis } from './prepare-schemathesis.fixture.ts';

const program = await prepareSchemathesis();

const TOKENS = { admin: 'token-of-an-admin', viewer: 'token-of-a-viewer', otus: 'token-of-otus' } as const;
type Role = keyof typeof TOKENS;
/** After some wrong tokens an address is not looked at any more for a while. */
const REFUSED: ReadonlySet<number> = new Set([401, 429]);
/** A district whose settings are changed at random; it has no units, so that no random address is ever called. */
const BLANK = 'blank';

afterAll(removeTemporaryFolders);

(program === null ? describe.skip : describe)('the APIs, by their own description', () => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 2, studentsPerSection: 6, unitsPerSection: 6 },
  });
  const folder = temporaryFolder('fuzzing');
  let powerSchool: PowerSchoolSimulator;
  let system: System;
  let documents: { readonly console: OpenApi; readonly ingestion: OpenApi };

  beforeAll(async () => {
    powerSchool = await startPowerSchool(CLIENT);
    const baseUrl = powerSchool.url;
    const blank = { ...district, districtId: BLANK };
    const file = writeDistricts(folder, [
      { district, baseUrl },
      { district: blank, baseUrl },
    ]);
    writeFileSync(file, JSON.stringify(withRoles(JSON.parse(readFileSync(file, 'utf8')) as District[])));
    system = await oneProcess({ DATA_DIR: folder, DISTRICTS_FILE: file });
    await new Play(district, system, powerSchool).begin();
    documents = {
      console: await openApiOf(system.consoleUrl),
      ingestion: withLinesOf(await openApiOf(system.ingestionUrl), 'application/x-ndjson'),
    };
  }, 120_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
  });

  /** What one role can find out by any request; fails with what was found. */
  async function expectNothingFound(role: Role, service: 'console' | 'ingestion', changes: Partial<Fuzzing> = {}) {
    const url = service === 'console' ? system.consoleUrl : system.ingestionUrl;
    const document = forDistrict(documents[service], district.districtId);
    const name = `${service}-${role}`;
    const result = await fuzz(program ?? '', { folder, name, url, document, token: TOKENS[role], ...changes });
    if (result.code !== 0) throw new Error(`${result.output}\n--- the services:\n${system.output().slice(-5_000)}`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }

  it.each(['admin', 'viewer', 'otus'] as const)('console, as %s: answers as described, and never at fault', (role) =>
    expectNothingFound(role, 'console', role === 'admin' ? { options: ['--exclude-method', 'PUT'] } : {}),
  );

  it('console, settings, as admin', () =>
    expectNothingFound('admin', 'console', {
      name: 'console-settings',
      document: forDistrict(documents.console, BLANK),
      options: ['--include-method', 'PUT'],
    }));

  it.each(['otus', 'admin', 'viewer'] as const)('ingestion, as %s: answers as described, and never at fault', (role) =>
    expectNothingFound(role, 'ingestion'),
  );

  it.each(['console', 'ingestion'] as const)('%s: no call is answered without a known token', async (service) => {
    const url = service === 'console' ? system.consoleUrl : system.ingestionUrl;
    const calls = callsOf(documents[service]);
    expect(calls.length).toBeGreaterThan(2);
    for (const { method, path } of calls) {
      const address = `${url}${path.replaceAll(/\{\w+\}/g, 'lincoln')}`;
      for (const headers of [{}, { authorization: 'Bearer unknown' }, { authorization: `Basic ${TOKENS.admin}` }]) {
        const body = method === 'GET' ? {} : { body: '{}' };
        const response = await fetch(address, { method, headers, ...body });
        expect([method, path, REFUSED.has(response.status)]).toEqual([method, path, true]);
        const inQuery = await fetch(`${address}?token=${TOKENS.admin}&access_token=${TOKENS.admin}`, {
          method,
          headers,
          ...body,
        });
        expect([method, path, REFUSED.has(inQuery.status)]).toEqual([method, path, true]);
      }
    }
  });
});

interface District {
  readonly tokens: readonly object[];
}

function withRoles(districts: readonly District[]): object[] {
  const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
  return districts.map((settings, index) => ({
    ...settings,
    // A token belongs to one district, but for these: both are fuzzed by the same callers.
    tokens: [
      { sha256: sha256(index === 0 ? TOKEN : `${TOKEN}-${index}`), roles: ['otus', 'admin'] },
      ...Object.entries(TOKENS).map(([role, token]) => ({ sha256: sha256(token), roles: [role] })),
    ],
  }));
}
