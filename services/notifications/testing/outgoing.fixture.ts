import type { Outgoing } from '../send/channel.ts';

/** A teacher's digest of one assessment on its way. */
export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    notificationId: '0123456789abcdef',
    addressee: {
      channel: 'email',
      address: 'teacher@school.example',
      recipient: { hash: 'ab'.repeat(32), of: 'staff', userId: 'u-12' },
    },
    content: {
      ...{ districtId: 'lincoln', districtName: 'Lincoln USD', language: 'en', date: '2026-11-19' },
      digest: {
        items: [
          {
            sectionAssessmentId: 'sa-1',
            title: 'Mid Term Exam',
            reason: { code: 'NOT_IN_FINAL_GRADE' },
            scores: 25,
          },
        ],
        more: 0,
      },
    },
    unsubscribeUrl: 'https://passback.example/unsubscribe/x',
    ...changes,
  };
}
