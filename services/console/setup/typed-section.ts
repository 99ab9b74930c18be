import type { Language } from '@passback/domain';
import type { Check, SectionRef } from '@passback/powerschool';
import { findingOfCheck, type SetupFinding } from './setup-finding.ts';
import { setupWords } from './setup-words.ts';

const NONE: Readonly<Record<Language, (section: SectionRef) => string>> = {
  en: ({ sectionId, schoolId }) => `PowerSchool has no section ${sectionId} at school ${schoolId}.`,
  es: ({ sectionId, schoolId }) => `PowerSchool no tiene ninguna sección ${sectionId} en la escuela ${schoolId}.`,
};

/** A check whose ids somebody typed, as a finding: what PowerSchool refuses of them is theirs to look at, and not tried again by itself. */
export function findingOfTyped(check: Check, language: Language): SetupFinding {
  const found = findingOfCheck(check, language);
  return check.ok || check.code !== 'SIS_REJECTED' ? found : { ...found, words: setupWords('ID_REFUSED', language) };
}

/** That a section that somebody typed does not exist. */
export function noSuchSection(check: Check, section: SectionRef, language: Language): SetupFinding {
  const words = { ...setupWords('NO_SUCH_SECTION', language), message: NONE[language](section) };
  return { ...findingOfCheck(check, language), message: '', id: section.sectionId, words };
}

/** The finding with the section that it is of beside what was read, where there are several. */
export function ofSection(finding: SetupFinding, { sectionId }: SectionRef): SetupFinding {
  return finding.level === 'ok' ? finding : { ...finding, kind: `${finding.kind ?? ''} ${sectionId}`.trim() };
}
