import type { ReasonCode } from './reason-codes.ts';
import type { ReasonEntry } from './reason-words.ts';

/** Why what passes is not in PowerSchool yet. A teacher is not shown what only an operator can use. */
export const DELIVERY_REASON_WORDS = {
  WAITING_FOR_NIGHT: {
    level: 'info',
    message: 'It is ready and goes with the next sync.',
    fix: 'Nothing to do.',
    who: 'nobody',
    variants: [{ when: { now: 'sending' }, words: { message: 'It is being sent at this moment.' } }],
  },
  SIS_UNAVAILABLE: {
    level: 'warning',
    message: 'PowerSchool could not be reached, or could not take it.',
    fix: 'Nothing to do: it is tried again by itself.',
    who: 'nobody',
  },
  SIS_CREDENTIALS: {
    level: 'error',
    message:
      'PowerSchool does not accept the credentials of your district’s plugin: they were revoked, or the plugin is disabled.',
    fix: 'Ask your PowerSchool admin to enable the plugin, and your Otus Admin to enter its credentials again. Everything that waits then goes by itself.',
    who: 'powerschoolAdmin',
  },
  SIS_ACCESS_DENIED: {
    level: 'error',
    message: 'PowerSchool does not let it be written.',
    fix: 'Ask your PowerSchool admin to check the plugin’s field access, and that the teacher teaches this section in PowerSchool.',
    who: 'powerschoolAdmin',
    variants: [
      { when: { said: true }, words: { message: 'PowerSchool does not let it be written and says: “{said}”' } },
    ],
  },
  SIS_ADDRESS_REFUSED: {
    level: 'error',
    message: 'The address of PowerSchool in your district’s settings is not one that is safe to send to.',
    fix: 'Ask your Otus Admin to correct it: it has to be the public https address of your PowerSchool itself, with a valid certificate. Everything that waits then goes by itself.',
    who: 'otusAdmin',
  },
  SIS_ASSIGNMENT_DELETED: {
    level: 'warning',
    message: 'The assignment was deleted in PowerSchool, so nothing more is sent to it.',
    fix: 'Nothing to do if that is meant. To have it made again with all scores, ask your Otus Admin to send this assessment anew (redrive).',
    who: 'otusAdmin',
  },
  SIS_DUPLICATE_ASSIGNMENT: {
    level: 'warning',
    message:
      'PowerSchool has another assignment with this identifier in the same section. Scores go to one of them only.',
    fix: 'Delete the one without scores in PowerSchool. We delete none that a person may have made.',
    who: 'teacher',
    variants: [
      {
        when: { said: true },
        words: {
          level: 'error',
          message:
            'Another assessment of Otus with this identifier already has the assignment in this PowerSchool section, and two of one name are never made.',
          fix: 'Ask your Otus Admin which of the two should be sent, and to withdraw the other one in Otus.',
          who: 'otusAdmin',
        },
      },
    ],
  },
} as const satisfies Partial<Record<ReasonCode, ReasonEntry>>;
