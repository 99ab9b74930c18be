import { useTranslations } from 'use-intl';
import { useSession } from '../parts/session.tsx';

const PERSON = 'person:';

/** Who it was, as far as it may be told: who is signed in now, what a token is for, or the digits that stand for a token or a person. */
export function useActor() {
  const t = useTranslations('history.actors');
  const { person } = useSession();
  return ({ token, label }: { readonly token: string; readonly label?: string | null }): string => {
    if (label !== undefined && label !== null) return label;
    if (token === 'file') return t('file');
    if (token === person.shown) return t('you');
    if (token.startsWith(PERSON)) return t('person', { digits: token.slice(PERSON.length) });
    return t('token', { digits: token });
  };
}
