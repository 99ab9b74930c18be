import { useTranslations } from 'use-intl';

const PERSON = 'person:';

/** Who it was, as far as it may be told: what a token is for, or the digits that stand for a token or a person. */
export function useActor() {
  const t = useTranslations('history.actors');
  return ({ token, label }: { readonly token: string; readonly label?: string | null }): string => {
    if (label !== undefined && label !== null) return label;
    if (token === 'file') return t('file');
    if (token.startsWith(PERSON)) return t('person', { digits: token.slice(PERSON.length) });
    return t('token', { digits: token });
  };
}
