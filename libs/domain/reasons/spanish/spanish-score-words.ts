import type { SCORE_REASON_WORDS } from '../score-reason-words.ts';
import type { Translated } from '../translated-words.ts';

/** Why one score does not pass, or what is said with one that does, in Spanish. */
export const SPANISH_SCORE_WORDS = {
  TURNED_IN_NOT_GRADED: {
    message: 'El trabajo está entregado, pero no todas sus partes están calificadas.',
    fix: 'Califique en Otus las partes que faltan, para que el estado sea calificado (Graded).',
  },
  NOT_SUBMITTED: {
    message: 'Todavía no hay trabajo calificado.',
    fix: 'No tiene que hacer nada hasta que el trabajo se entregue y se califique en Otus.',
  },
  STATUS_EXCUSED: {
    message:
      'El estudiante está dispensado (Excused) en Otus. Un estado nunca se envía, y tampoco la puntuación que lo lleva.',
    fix: 'Marque al estudiante como exento en PowerSchool.',
  },
  STATUS_EXCLUDED: {
    message:
      'La puntuación está excluida (Excluded) en Otus. Un estado nunca se envía, y tampoco la puntuación que lo lleva.',
    fix: 'Marque la puntuación como exenta en PowerSchool, o no la anote allí.',
  },
  STATUS_MISSING: {
    message:
      'El trabajo falta (Missing) y no tiene puntos. Un estado nunca se envía, y un trabajo que falta no se vuelve 0.',
    fix: 'Márquelo como faltante en PowerSchool, o póngale puntos en Otus.',
  },
  STUDENT_NOT_LINKED: {
    message: 'Este estudiante no está vinculado a un estudiante de PowerSchool.',
    fix: 'Pida a su administrador de Otus que vincule al estudiante. La puntuación se envía entonces con la próxima sincronización.',
    variants: [
      {
        message:
          'Otro estudiante de esta clase en Otus está vinculado al mismo estudiante de PowerSchool, y solo se envía la puntuación de ese otro.',
        fix: 'Pida a su administrador de Otus que corrija a qué estudiante de PowerSchool está vinculado cada uno de los dos.',
      },
      {
        message:
          'Otro estudiante de esta clase en Otus está vinculado al mismo estudiante de PowerSchool. Esta es la puntuación que se envía.',
        fix: 'Pida a su administrador de Otus que corrija a qué estudiante de PowerSchool está vinculado cada uno de los dos.',
      },
    ],
  },
  STUDENT_NOT_ENROLLED: {
    message: 'En PowerSchool, este estudiante no está inscrito en la sección: se fue o se cambió.',
    fix: 'No tiene que hacer nada si el estudiante se fue. Si no, pida a su administrador de PowerSchool que revise la inscripción; se vuelve a intentar cada noche.',
  },
  SCORE_INVALID: {
    message: 'El trabajo está calificado, pero sus puntos faltan o son menos de 0.',
    fix: 'Anote otra vez en Otus los puntos de este estudiante.',
  },
  SIS_EDIT_KEPT: {
    message: 'La puntuación se cambió en PowerSchool. Se deja como está allí.',
    fix: 'No tiene que hacer nada si PowerSchool tiene razón. Si usted cambia una puntuación en Otus, se envía y reemplaza a la de PowerSchool.',
    variants: [
      {
        message:
          'El estudiante está exento en PowerSchool (visto por primera vez: {since}). Eso se deja como está allí.',
        fix: 'No tiene que hacer nada si PowerSchool tiene razón. Para tener allí la puntuación, quite la exención en PowerSchool y haga que se revise otra vez esta evaluación, o cambie la puntuación en Otus: esa se envía y reemplaza lo que hay.',
      },
      {
        message: 'La puntuación se cambió en PowerSchool (visto por primera vez: {since}). Se deja como está allí.',
      },
    ],
  },
  SIS_NOT_CHECKED: {
    message:
      'Se envió antes, pero PowerSchool no nos deja ver si todavía lo tiene, y puede que desde entonces tenga otra cosa.',
    fix: 'Compare la puntuación de PowerSchool con la de Otus. Si usted cambia una puntuación en Otus, se envía y reemplaza a la de PowerSchool; su administrador de Otus también puede hacer que esta evaluación se envíe otra vez (redrive con repair).',
  },
  SENT_THEN_CLEARED: {
    message:
      'PowerSchool todavía muestra una puntuación que se envió antes de que en Otus se borrara, se volviera a abrir o se quitara.',
    fix: 'Cambie o borre la puntuación en PowerSchool, o califique otra vez el trabajo en Otus.',
    variants: [
      {
        message:
          'Este estudiante ya no tiene esta evaluación en Otus. PowerSchool todavía muestra la puntuación que se envió.',
        fix: 'Cambie o borre la puntuación en PowerSchool si no debe contar allí, o vuelva a asignar la evaluación al estudiante en Otus.',
      },
    ],
  },
  SIS_REJECTED: {
    message: 'PowerSchool no lo aceptó.',
    fix: 'Consulte a su administrador de PowerSchool si no está claro qué hay que cambiar. Se vuelve a intentar cada noche.',
    variants: [{ message: 'PowerSchool no lo aceptó y dice: “{said}”' }],
  },
  STATUS_NOT_SENT: {
    message: 'Se envían los puntos; el estado, tarde (Late) o faltante (Missing), no se envía.',
    fix: 'Ponga el estado en PowerSchool si lo quiere allí.',
  },
  ABOVE_TOTAL: {
    message: 'La puntuación es mayor que el total de puntos. Se envía tal como es, como crédito adicional.',
    fix: 'No tiene que hacer nada si así debe ser.',
  },
} as const satisfies Translated<typeof SCORE_REASON_WORDS>;
