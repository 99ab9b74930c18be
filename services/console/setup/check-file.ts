import { type Language, type LocalDate, localDate, schoolYearsAround } from '@passback/domain';
import {
  type Category,
  type Check,
  checkAccess,
  checkAddress,
  checkCategories,
  checkCredentials,
  checkPeriod,
  checkSection,
  createGradebook,
  type GradebookConnection,
  listCategories,
  type OutboundRules,
  Paces,
  type ReadGradebook,
  type SectionRef,
} from '@passback/powerschool';
import type { Operator } from '@passback/service-host';
import type { Environment, FieldError } from '@passback/service-kit';
import { type DistrictGiven, DistrictsFileError, readDistrictFile } from '../districts/districts-file.ts';
import { fileRefusals, passingSecrets, secretOf } from './file-refusals.ts';
import { proposeCategory } from './propose-mapping.ts';
import { type FileStep, skippedLine, stepLines } from './print-steps.ts';
import { isFine, type SetupFinding } from './setup-finding.ts';
import { findingOfTyped, noSuchSection, ofSection } from './typed-section.ts';

export interface CheckFileParts {
  readonly env: Environment;
  /** What variables begin with that `env:NAME` may name. */
  readonly secretPrefix: string;
  readonly outbound: OutboundRules;
  /** What is allowed where the file will be used. */
  readonly operator: Operator;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly say: (line: string) => Promise<void>;
}

export interface CheckFileOptions {
  readonly file: string;
  /** Sections of PowerSchool by which access, terms and categories are tried; without one only what needs none is. */
  readonly sections: readonly SectionRef[];
  readonly language: Language;
}

/** Names that are shown where PowerSchool has others. */
const MAX_SHOWN = 20;

/**
 * Does every check of a district file that needs no running system, and says each step. Reads of PowerSchool only. False where something
 * is wrong that has to be mended. Throws what `say` throws.
 */
export async function checkFile(options: CheckFileOptions, parts: CheckFileParts): Promise<boolean> {
  const { language } = options;
  const tell = async (step: FileStep): Promise<boolean> => {
    for (const line of stepLines(step, language)) await parts.say(line);
    return step.isFine;
  };
  let districts: readonly DistrictGiven[];
  try {
    districts = await readDistrictFile(options.file);
  } catch (error) {
    if (!(error instanceof DistrictsFileError)) throw error;
    return tell(settingsStep(error.errors));
  }
  let isAllFine = true;
  const skipped = new Set<string>();
  for (const district of districts) {
    await parts.say(`${district.districtId}`);
    for await (const step of stepsOf(district, options, parts)) {
      isAllFine = (await tell(step)) && isAllFine;
      if (step.skipped === true) skipped.add(step.name);
    }
  }
  if (skipped.size > 0) await parts.say(skippedLine([...skipped], language));
  return isAllFine;
}

async function* stepsOf(
  district: DistrictGiven,
  { sections, language }: CheckFileOptions,
  parts: CheckFileParts,
): AsyncGenerator<FileStep> {
  const secrets = passingSecrets(parts.env, parts.secretPrefix);
  const refusals = fileRefusals(district, secrets, parts.operator);
  yield settingsStep(refusals);
  if (refusals.length > 0) return;
  const secret = secretOf(district, secrets, parts.operator);
  yield {
    name: 'secret',
    isFine: secret.trouble === null,
    findings: [],
    lines: secret.trouble === null ? [] : [secret.trouble],
  };
  if (secret.trouble !== null) return;
  const connection = connect(district, secret.text, parts);
  const step = (name: string, checks: readonly Check[], lines: readonly string[] = []): FileStep => {
    const findings = checks.map((check) => findingOfTyped(check, language));
    return { name, isFine: checks.every(({ ok }) => ok), findings, lines };
  };
  try {
    const read: ReadGradebook = (call) => call(connection.gradebook);
    const address = await checkAddress(read);
    yield step('address', [address]);
    if (!address.ok) return;
    const credentials = await checkCredentials(read);
    yield step('credentials', [credentials]);
    if (!credentials.ok) return;
    const today = localDate(parts.now(), district.timeZone);
    yield await accessStep(sections, today, read, language);
    yield await termsStep(district, sections, today, read, step);
    if (sections.length === 0) yield skippedStep('categories');
    else yield await categoriesStep(district, sections, read, step);
  } finally {
    await connection.close();
  }
}

type MakeStep = (name: string, checks: readonly Check[], lines?: readonly string[]) => FileStep;

function settingsStep(errors: readonly FieldError[]): FileStep {
  const lines = errors.map(({ path, message }) => `${path} ${message}`.trim());
  return { name: 'settings', isFine: errors.length === 0, findings: [], lines };
}

function skippedStep(name: string): FileStep {
  return { name, isFine: true, findings: [], skipped: true };
}

/** Of each section; of one that is not there nothing else is read. */
async function accessStep(
  sections: readonly SectionRef[],
  today: LocalDate,
  read: ReadGradebook,
  language: Language,
): Promise<FileStep> {
  if (sections.length === 0) return skippedStep('access');
  const findings: SetupFinding[] = [];
  for (const section of sections) {
    const there = await checkSection(read, section);
    if (there.finding === 'missing') {
      findings.push(noSuchSection(there, section, language));
      continue;
    }
    const checks = await checkAccess(read, section, schoolYearsAround(today));
    const found = checks.map((check) => findingOfTyped(check, language));
    findings.push(...(sections.length === 1 ? found : found.map((finding) => ofSection(finding, section))));
  }
  return { name: 'access', isFine: isFine(findings), findings };
}

/** Of the schools of the sections, and of those for which the district has a list of its own. */
async function termsStep(
  { gradingPeriods: own, powerschool }: DistrictGiven,
  sections: readonly SectionRef[],
  today: LocalDate,
  read: ReadGradebook,
  step: MakeStep,
): Promise<FileStep> {
  const schools = new Set([...sections, ...(own ?? [])].map(({ schoolId }) => schoolId));
  if (schools.size === 0) return skippedStep('terms');
  const checks: Check[] = [];
  for (const schoolId of schools)
    checks.push(await checkPeriod(read, { schoolId, today, own, settings: powerschool.terms }));
  return step('terms', checks);
}

async function categoriesStep(
  { categories: mapping }: DistrictGiven,
  sections: readonly SectionRef[],
  read: ReadGradebook,
  step: MakeStep,
): Promise<FileStep> {
  const names = [...new Set(Object.values(mapping))];
  const checks: Check[] = [];
  const lists: (readonly Category[])[] = [];
  for (const section of sections) {
    const checked = await checkCategories(read, section, names);
    checks.push(...checked.checks);
    lists.push(checked.categories);
  }
  const usable = listCategories(lists, MAX_SHOWN)
    .filter(({ active }) => active > 0)
    .map(({ name }) => name);
  const proposals = Object.entries(mapping).flatMap(([type, category]) => {
    const proposal = usable.includes(category) ? null : proposeCategory(type, usable);
    return proposal === null ? [] : [`${type} → ${proposal.category}?`];
  });
  const listed = usable.length === 0 ? [] : [`PowerSchool: ${usable.join(', ')}`];
  return step('categories', checks, [...listed, ...proposals]);
}

function connect(
  { districtId, powerschool }: DistrictGiven,
  clientSecret: string,
  { outbound }: CheckFileParts,
): GradebookConnection {
  const { maxTitleLength: _length, clientSecret: _given, ...connection } = powerschool;
  // An address that stands in the operator's file is the operator's word.
  const settings = { districtId, ...connection, clientSecret, isAddressTrusted: true };
  return createGradebook(settings, { paces: new Paces(), outbound });
}
