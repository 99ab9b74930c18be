import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../data/district-command.ts';
import { checkSettings } from '../districts/check-settings.ts';
import { districtTemplate } from './template.ts';

const PREFIX = 'PASSBACK_DISTRICT_';

describe('a file of a district to begin with', () => {
  it.each([
    [[], 'lincoln', 'env:PASSBACK_DISTRICT_LINCOLN'],
    [['st-mary.2'], 'st-mary.2', 'env:PASSBACK_DISTRICT_ST_MARY_2'],
  ])('for %j is valid, and paused', (args, districtId, clientSecret) => {
    const district: unknown = JSON.parse(districtTemplate(args, PREFIX));
    expect(district).toMatchObject({ districtId, paused: true, powerschool: { clientSecret } });
    expect(checkSettings(district).ok).toBe(true);
  });

  it.each([[['a b']], [['']], [['a', 'b']]])('is not made for %j', (args) => {
    expect(() => districtTemplate(args, PREFIX)).toThrow(UsageError);
  });
});
