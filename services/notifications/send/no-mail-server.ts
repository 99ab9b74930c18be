import type { DistrictRecord } from '@passback/ledger';
import type { NotificationsContext } from '../notifications-context.ts';

type Sources = Pick<NotificationsContext, 'ledger' | 'operators' | 'logger'>;

/** Warns that mails wait where somebody is to have one; said also where a ledger that is away cannot tell. Never throws. */
export async function warnOfNoMailServer({ ledger, operators, logger }: Sources): Promise<void> {
  const isAnybodyTold =
    operators.length > 0 ||
    (await ledger.districts.list().then(
      (districts) => districts.some(tellsByMail),
      () => true,
    ));
  if (isAnybodyTold)
    logger.warn({ setting: 'SMTP_URL' }, 'no mail server is set (SMTP_URL): mails wait until one is, a day at most');
}

function tellsByMail({ settings: { notifications } }: DistrictRecord): boolean {
  return notifications !== undefined && (notifications.admins.length > 0 || notifications.teacherDigest);
}
