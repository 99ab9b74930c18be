import { afterEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '@passback/service-kit';
import { consoleSettings } from '../settings.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DEMO, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import { TOKENS } from '../testing/settings.fixture.ts';

let console: RunningConsole | null = null;
afterEach(async () => {
  await console?.stop();
  console = null;
});

const JAEGER_URL = 'https://jaeger.example.org/ui';
const RUNBOOK_URL = 'http://wiki.example.org:8080/passback#start';

describe('the links', () => {
  it('are the operator’s, for everybody who is signed in and every token, and for nobody else', async () => {
    console = await startConsole({ JAEGER_URL, RUNBOOK_URL }, { operator: DEMO, prepare: withStaff });
    const links = { jaeger: JAEGER_URL, grafana: null, runbook: RUNBOOK_URL };
    for (const token of Object.values(TOKENS))
      expect(await console.call('GET', '/v1/links', { token })).toMatchObject({ status: 200, body: links });
    for (const personId of [PEOPLE.teacher, PEOPLE.viewer, PEOPLE.admin, PEOPLE.operator]) {
      const { call } = await signIn(console, personId);
      expect(await call('GET', '/v1/links')).toMatchObject({ status: 200, body: links });
    }
    for (const token of [null, 'nonsense'])
      expect((await console.problem('GET', '/v1/links', { token })).status).toBe(401);
  });

  it('are none where none is named', async () => {
    console = await startConsole();
    const { body } = await console.call('GET', '/v1/links');
    expect(body).toEqual({ jaeger: null, grafana: null, runbook: null });
  });
});

describe('the settings of links', () => {
  it('take what is http or https, and nothing for none', () => {
    const read = loadConfig(consoleSettings, { JAEGER_URL, RUNBOOK_URL, GRAFANA_URL: '' });
    expect(read).toMatchObject({ JAEGER_URL, RUNBOOK_URL });
    expect(read.GRAFANA_URL).toBeUndefined();
  });

  it.each([
    'javascript:alert(1)',
    'ftp://jaeger.example.org',
    '//jaeger.example.org',
    'jaeger.example.org:16686',
    'https://',
    'https://me:secret@jaeger.example.org',
    'https://jaeger.example.org/a b',
    ' https://jaeger.example.org',
    'data:text/html,x',
  ])('refuse %j at start, by the name of each', (text) => {
    const refused = (env: Record<string, string>) => () => loadConfig(consoleSettings, env);
    for (const key of ['JAEGER_URL', 'GRAFANA_URL', 'RUNBOOK_URL'])
      expect(refused({ [key]: text })).toThrow(new RegExp(`settings of this process are wrong:\n  ${key} [^\n]*$`));
    expect(refused({ JAEGER_URL: text, RUNBOOK_URL: text })).toThrow(/ {2}JAEGER_URL .*\n {2}RUNBOOK_URL /);
  });
});
