import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { ACCESSES } from './accesses.ts';
import { type PluginOptions, PluginOptionsError, pluginFields, pluginXml } from './plugin-xml.ts';
import { pluginFileName, pluginZip } from './plugin-zip.ts';

const OPTIONS: PluginOptions = {
  name: 'Otus Gradebook Passback',
  version: '1.2.0',
  publisher: 'Lincoln USD',
  email: 'it@lincoln.test',
};

const errorsOf = (changes: Partial<PluginOptions>) => {
  try {
    return pluginXml({ ...OPTIONS, ...changes });
  } catch (error) {
    if (!(error instanceof PluginOptionsError)) throw error;
    return error.errors.map(({ path, message }) => `${path} ${message}`);
  }
};

describe('plugin.xml', () => {
  test('enables OAuth, says who publishes it, and asks for each field once', () => {
    const xml = pluginXml(OPTIONS);
    expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<plugin xmlns="http://plugin.powerschool.')).toBe(
      true,
    );
    expect(xml).toContain('<oauth accessLevelV1Api="READ"/>');
    expect(xml).toContain('<publisher name="Lincoln USD">\n    <contact email="it@lincoln.test"/>');
    expect(xml).toContain('<field table="Assignment" field="CreatedByPlugin" access="FullAccess"/>');
    expect(xml).toContain('<field table="Students" field="LastFirst" access="ViewOnly"/>');
    const fields = xml.match(/<field .*\/>/g) ?? [];
    expect(fields).toHaveLength(ACCESSES.flatMap(({ fields: names }) => names).length);
    expect(new Set(fields).size).toBe(fields.length);
  });

  test('keeps within what plugin.xsd allows of names', () => {
    for (const { table, field, access } of pluginFields()) {
      expect(`${table} ${field}`).toMatch(/^[A-Za-z]{1,30} [A-Za-z]{1,30}$/);
      expect(['ViewOnly', 'FullAccess']).toContain(access);
    }
  });

  test('says nothing of /ws/v1 to a PowerSchool before 25.2, whose schema has no word for it', () => {
    expect(pluginXml({ ...OPTIONS, isBefore25: true })).toContain('  <oauth/>\n');
  });

  test('has what else is asked for, and the greater of two accesses', () => {
    const also = [
      { table: 'AssignmentScoreComment', field: 'CommentValue', access: 'FullAccess' },
      { table: 'TEACHERCATEGORY', field: 'NAME', access: 'FullAccess' },
      { table: 'Assignment', field: 'YearID', access: 'ViewOnly' },
    ] as const;
    const before = pluginFields().length;
    expect(pluginFields(also)).toHaveLength(before + 1);
    const xml = pluginXml({ ...OPTIONS, also });
    expect(xml).toContain('<field table="TeacherCategory" field="Name" access="FullAccess"/>');
    expect(xml).toContain('<field table="Assignment" field="YearID" access="FullAccess"/>');
  });

  test('holds any words as they are', () => {
    const xml = pluginXml({ ...OPTIONS, publisher: 'Q & A <"Élan">' });
    expect(xml).toContain('name="Q &amp; A &lt;&quot;Élan&quot;&gt;"');
  });

  test.each<[string, Partial<PluginOptions>, string[]]>([
    ['a long name', { name: 'n'.repeat(41) }, ['name must have at most 40 characters']],
    ['no publisher', { publisher: ' ' }, ['publisher must not be empty']],
    ['a version in words', { version: 'one' }, ['version must be digits and dots, as 1.0.0']],
    ['an address that is none', { email: 'it' }, ['email must be an e-mail address']],
    ['a control character', { name: 'a\u0000b' }, ['name must not have control characters']],
    ['half a pair', { description: '\ud800' }, ['description must not have control characters']],
    [
      'a field that is none',
      { also: [{ table: 'a"b', field: 'c', access: 'ViewOnly' }] },
      ['also[0] must be a table and a field, as AssignmentScore.IsLate'],
    ],
    [
      'several',
      { name: '', email: 'e'.repeat(41) },
      ['name must not be empty', 'email must have at most 40 characters'],
    ],
  ])('is not made of %s', (_what, changes, errors) => {
    expect(errorsOf(changes)).toEqual(errors);
  });
});

describe('the ZIP', () => {
  test('has plugin.xml at its root and nothing else, and is the same for the same options', () => {
    const zip = pluginZip(OPTIONS);
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['plugin.xml']);
    expect(strFromU8(files['plugin.xml']!)).toBe(pluginXml(OPTIONS));
    expect(pluginZip({ ...OPTIONS })).toEqual(zip);
  });

  test('is named after the plugin and its version', () => {
    expect(pluginFileName(OPTIONS)).toBe('otus-gradebook-passback-1.2.0.zip');
    expect(pluginFileName({ name: '..//Ä', version: '1' })).toBe('plugin-1.zip');
  });
});
