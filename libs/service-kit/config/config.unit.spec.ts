import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { ConfigError, loadConfig, Port } from './config.ts';
import { compileValidator } from './validation.ts';

const own = { INGESTION_PORT: { ...Port, default: 4001 } };

describe('loadConfig', () => {
  it('gives defaults below the data folder', () => {
    const settings = loadConfig(own, { DATA_DIR: '/data' });
    expect(settings.INGESTION_PORT).toBe(4001);
    expect(settings.LEDGER_URL).toBe('sqlite:/data/ledger.sqlite');
    expect(settings.MESSAGING_URL).toBe('embedded:/data/messaging');
  });

  it('reads numbers from text, and empty values as not set', () => {
    const settings = loadConfig(own, { INGESTION_PORT: '0', LOG_LEVEL: '' });
    expect(settings.INGESTION_PORT).toBe(0);
    expect(settings.LOG_LEVEL).toBe('info');
  });

  it('does not start with certificates that nobody verifies', () => {
    expect(() => loadConfig(own, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toThrow('NODE_TLS_REJECT_UNAUTHORIZED');
    expect(() => loadConfig(own, { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow();
  });

  it('names every wrong key at once', () => {
    const wrong = {
      INGESTION_PORT: '70000',
      LEDGER_URL: 'postgres://x',
      MESSAGING_URL: 'amqp://x',
      LOG_LEVEL: 'loud',
      RULES_ADDRESS: 'nowhere',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_TRACES_SAMPLER: 'sometimes',
    };
    let error: unknown;
    try {
      loadConfig(own, wrong);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).errors.map(({ path }) => path).sort()).toEqual(Object.keys(wrong).sort());
    for (const key of Object.keys(wrong)) expect((error as ConfigError).message).toContain(key);
  });

  it('names what is wrong for OpenTelemetry where all else is right', () => {
    expect(() => loadConfig(own, { OTEL_TRACES_SAMPLER: 'sometimes' })).toThrow(/OTEL_TRACES_SAMPLER must be one of/);
  });
});

describe('compileValidator', () => {
  const validate = compileValidator(
    Type.Object({
      kind: Type.Union([Type.Literal('a'), Type.Literal('b')]),
      due: Type.String({ format: 'date' }),
      rows: Type.Array(Type.Object({ points: Type.Union([Type.Number(), Type.Null()]) })),
    }),
  );

  it('takes what is right', () => {
    expect(validate({ kind: 'a', due: '2028-02-29', rows: [{ points: null }] })).toMatchObject({ ok: true });
  });

  it('names every wrong field by its place, each once', () => {
    const checked = validate({ kind: 'c', due: '2026-02-29', rows: [{ points: 1 }, { points: 'x' }, {}] });
    expect(checked).toEqual({
      ok: false,
      errors: expect.arrayContaining([
        { path: 'kind', message: 'must be one of a, b' },
        { path: 'due', message: 'must match format "date"' },
        expect.objectContaining({ path: 'rows[1].points' }),
        { path: 'rows[2].points', message: 'is missing' },
      ]),
    });
    expect(checked.ok ? [] : checked.errors).toHaveLength(4);
  });
});
