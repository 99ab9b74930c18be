import { logLevel } from 'kafkajs';
import { describe, expect, it } from '@jest/globals';
import { brokerLog } from './broker-log.ts';

function logged() {
  const lines: { readonly fields: object; readonly message: string }[] = [];
  const log = brokerLog({ warn: (fields, message) => void lines.push({ fields, message }), info: () => undefined });
  const say = (message: string, level = logLevel.ERROR, more: object = {}): void =>
    log({
      namespace: 'Connection',
      level,
      label: 'ERROR',
      log: { message, timestamp: '', logger: 'kafkajs', ...more },
    });
  return { lines, say };
}

describe('brokerLog', () => {
  it('passes a warning with what an operator needs, and nothing else of it', () => {
    const { lines, say } = logged();
    say('Connection timeout', logLevel.ERROR, { broker: 'one:9092', clientId: 'rules', payload: 'x' });
    expect(lines).toEqual([{ message: 'Connection timeout', fields: { component: 'Connection', broker: 'one:9092' } }]);
  });

  it('says the same only once in a while', () => {
    const { lines, say } = logged();
    for (let times = 0; times < 100; times++) say('Connection timeout');
    say('Another');
    expect(lines.map(({ message }) => message)).toEqual(['Connection timeout', 'Another']);
  });

  it('keeps normal work to itself', () => {
    const { lines, say } = logged();
    say('The group is rebalancing, re-joining');
    say('Response Heartbeat(key: 12, version: 3)', logLevel.ERROR, { error: 'The group is rebalancing' });
    say('Consumer has joined the group', logLevel.INFO);
    expect(lines).toEqual([]);
  });
});
