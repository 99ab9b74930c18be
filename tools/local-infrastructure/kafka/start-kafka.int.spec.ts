import { describe, expect, it } from '@jest/globals';
import { brokerAnswers } from './broker-answers.ts';
import { startKafka } from './start-kafka.ts';
import { findToolchain } from '../java/toolchain.ts';

const canRun = typeof (await findToolchain()) !== 'string' || process.env['REQUIRE_INTEGRATION'] === '1';

(canRun ? describe : describe.skip)('startKafka', () => {
  it('is dead after kill and answers on the same port after restart', async () => {
    const kafka = await startKafka();
    const [host = '', port] = kafka.brokers[0]?.split(':') ?? [];
    const address = { host, port: Number(port) };
    try {
      expect(await brokerAnswers(address)).toBe(true);
      await kafka.kill();
      expect(await brokerAnswers(address)).toBe(false);
      await kafka.restart();
      expect(await brokerAnswers(address)).toBe(true);
    } finally {
      await kafka.stop();
    }
    expect(await brokerAnswers(address)).toBe(false);
  }, 300_000);
});
