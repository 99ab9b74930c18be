import { useTranslations } from 'use-intl';
import { useSession } from './session.tsx';

export type Who = 'teacher' | 'otusAdmin' | 'powerschoolAdmin' | 'nobody';

/** Who can do something about a reason, as it is said to the person who is signed in. */
export function useWho() {
  const t = useTranslations('assessments.who');
  const isTeacher = useSession().districts.some(({ role }) => role === 'teacher');
  return (who: Who): string => t(who === 'teacher' && !isTeacher ? 'aTeacher' : who);
}
