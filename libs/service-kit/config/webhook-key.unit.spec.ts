import { describe, expect, it } from '@jest/globals';
import { webhookKey } from './webhook-key.ts';

describe('the key of a webhook', () => {
  it.each([
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 24],
    [`whsec_${Buffer.alloc(16).toString('base64')}`, 16],
    [`whsec_${Buffer.alloc(16).toString('base64').replace('==', '')}`, 16],
    ['any other text', 14],
  ])('of %s has so many bytes', (secret, bytes) => expect(webhookKey(secret)).toHaveLength(bytes));

  it.each([
    '',
    'whsec_',
    'whsec_!!!!!!!!!!!!!!!!!!!!!!!!',
    'whsec_not base64 at all, but long',
    `whsec_${Buffer.alloc(15).toString('base64')}`,
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwA',
  ])('of %s is none', (secret) => expect(webhookKey(secret)).toBeNull());
});
