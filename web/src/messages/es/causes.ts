import type { causes as en } from '../en/causes.ts';
import type { Words } from '../words.ts';

export const causes: Words<typeof en> = {
  title: 'Qué está retenido y por qué',
  explain:
    'Primero están las causas que retienen más puntuaciones. Corrija la causa en su origen y después reenvíe lo que retuvo.',
  none: 'No hay nada retenido: todo lo que se puede enviar está en PowerSchool.',
  reason: 'Causa',
  todo: 'Qué hacer',
  whoCan: 'Quién puede hacerlo: {who}',
  units: 'Evaluaciones',
  scores: 'Puntuaciones',
  then: 'Una vez corregida',
  redrive: '{units, plural, one {Reenviar #} other {Reenviar #}}',
  redriveOf: '{units, plural, one {Reenviar #} other {Reenviar #}}: {reason}',
  confirmTitle: '{units, plural, one {¿Reenviar # evaluación?} other {¿Reenviar # evaluaciones?}}',
  confirmText:
    '{why} Lo que todavía tenga esta causa sigue retenido y lo indica. Lo que los docentes escribieron en PowerSchool queda como está.',
  confirmYes: '{units, plural, one {Reenviar # evaluación} other {Reenviar # evaluaciones}}',
  begun: '{units, plural, one {Se reenvía # evaluación} other {Se reenvían # evaluaciones}}.',
  nothing: 'Ahora no se puede enviar nada de esto: la causa sigue, o ya se envió entretanto.',
};
