import { useTranslations } from 'use-intl';

/** What the console says of a value that is wrong, and under which name the page has words for it; a number is what it is about. */
const KNOWN = [
  [/^is missing$/, 'missing'],
  [/^is there twice$/, 'twice'],
  [/^must not be blank/, 'blank'],
  [/^must NOT have fewer than 1 characters$/, 'blank'],
  [/^must NOT have fewer than (\d+) characters$/, 'tooShort'],
  [/^must NOT have more than (\d+) characters$/, 'tooLong'],
  [/^must NOT have more than (\d+) (?:items|properties)$/, 'tooMany'],
  [/^must NOT have fewer than (\d+) items$/, 'tooFew'],
  [/^must NOT have duplicate items/, 'twice'],
  [/^must be >= (\d+)$/, 'atLeast'],
  [/^must be <= (\d+)$/, 'atMost'],
  [/^must be (?:integer|number)$/, 'integer'],
  [/^must be an http or https URL/, 'url'],
  [/^must be an https URL/, 'webhookUrl'],
  [/^must be an address of a mailbox/, 'mailbox'],
  [/^must be a known IANA time zone/, 'timeZone'],
  [/^must be a time of day/, 'timeOfDay'],
  [/^must be a date of the calendar/, 'date'],
  [/^must not have control characters/, 'controls'],
  [/^is needed again, since/, 'neededAgain'],
  [/^is not in the future$/, 'notInFuture'],
  [/^must be the secret itself/, 'secretItself'],
] as const;

/** What the console says of a value that is wrong, in words of the page; what is not known stays as it is. */
export function useFieldWords() {
  const t = useTranslations('settings.wrongValues');
  return (message: string): string => {
    for (const [pattern, name] of KNOWN) {
      const match = pattern.exec(message);
      if (match !== null) return t(name, { count: Number(match[1] ?? 0) });
    }
    return message;
  };
}
