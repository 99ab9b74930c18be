import { parseArgs } from 'node:util';
import { DEFAULT_LANGUAGE, type Language, LANGUAGES } from '@passback/domain';
import { outboundRules, parseAllowedHosts, type SectionRef } from '@passback/powerschool';
import { loadConfig } from '@passback/service-kit';
import { Type } from 'typebox';
import { UsageError } from '../data/district-command.ts';
import { checkFile, type CheckFileOptions } from './check-file.ts';
import { districtTemplate } from './template.ts';

const settings = {
  /** PEM file of authorities that are trusted beside the system's when a PowerSchool shows its certificate. */
  POWERSCHOOL_CA_FILE: Type.Optional(Type.String({ minLength: 1 })),
};

/** `check FILE …`: false where something is wrong. Throws `UsageError`, and `ConfigError` for the environment. */
export async function runCheckCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => Promise<void>,
): Promise<boolean> {
  const options = readArguments(args);
  const config = loadConfig(settings, env);
  const allowedHosts = parseAllowedHosts(config.POWERSCHOOL_ALLOWED_HOSTS);
  const operator = { allowedHosts, isDemo: config.PASSBACK_DEMO ?? false };
  return checkFile(options, {
    operator,
    env,
    secretPrefix: config.SECRET_ENV_PREFIX,
    outbound: outboundRules({ allowedHosts, caFile: config.POWERSCHOOL_CA_FILE }),
    now: () => Date.now(),
    say,
  });
}

/** `template [ID]`. Throws `UsageError`, and `ConfigError` for the environment. */
export async function runTemplateCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => Promise<void>,
): Promise<boolean> {
  await say(districtTemplate(args, loadConfig(settings, env).SECRET_ENV_PREFIX));
  return true;
}

/** `FILE --section SCHOOL/SECTION/TEACHER/TERM --language es`. */
export function readArguments(args: readonly string[]): CheckFileOptions {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('check takes one file');
  const language = values.language ?? DEFAULT_LANGUAGE;
  if (!isLanguage(language)) throw new UsageError(`--language is one of ${LANGUAGES.join(', ')}`);
  return { file, language, sections: (values.section ?? []).map(sectionOf) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { section: { type: 'string', multiple: true }, language: { type: 'string' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

function sectionOf(text: string): SectionRef {
  const [schoolId = '', sectionId = '', teacherId = '', termId = '', ...others] = text.split('/');
  if ([schoolId, sectionId, teacherId, termId].includes('') || others.length > 0)
    throw new UsageError(`--section ${text}: a section is SCHOOL/SECTION/TEACHER/TERM, as PowerSchool knows them`);
  return { schoolId, sectionId, teacherId, termId };
}
