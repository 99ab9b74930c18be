import type { Translated } from '../translated-words.ts';
import type { UNIT_REASON_WORDS } from '../unit-reason-words.ts';

/** Why a whole assessment does not pass, in Spanish. */
export const SPANISH_UNIT_WORDS = {
  ASSIGNER_NOT_IN_GROUP: {
    message: 'La persona que asignó esta evaluación no está en el grupo PowerSchool Gradebook Passback de Otus.',
    fix: 'Pida a su administrador de Otus que la agregue a ese grupo. Las puntuaciones se envían entonces con la próxima sincronización; no hay que volver a asignar nada.',
  },
  ASSIGNER_NOT_IN_SIS: {
    message:
      'Esta evaluación la asignó un administrador de Otus que no está en PowerSchool; esas evaluaciones nunca se envían.',
    fix: 'Pida a un docente o codocente de la clase que esté en el grupo PowerSchool Gradebook Passback que la asigne a la clase.',
  },
  NOT_POINTS_SCALE: {
    message: 'Esta evaluación se califica con una escala basada en estándares. A PowerSchool solo se envían puntos.',
    fix: 'No tiene que hacer nada si debe basarse en estándares. Si no, créela con una escala de calificación por puntos (Points Grading Scale).',
  },
  NOT_IN_FINAL_GRADE: {
    message:
      'La opción “Include Score in Final Grade” (incluir la puntuación en la calificación final) está desactivada en esta evaluación, así que no se envían puntuaciones.',
    fix: 'Active “Include Score in Final Grade” en Otus. Todas las puntuaciones se envían entonces con la próxima sincronización.',
  },
  TOTAL_NOT_WHOLE: {
    message:
      'El total de puntos de esta evaluación no es un número entero. La puntuación de un estudiante puede tener decimales; el total no.',
    fix: 'Cambie el total de puntos en Otus a un número entero.',
  },
  TOTAL_OUT_OF_RANGE: {
    message: 'Para PowerSchool, el total de puntos de esta evaluación tiene que ser mayor que 0 y no pasar de 9,999.',
    fix: 'Cambie el total de puntos en Otus.',
  },
  DUE_DATE_OUTSIDE_PERIOD: {
    message:
      'La fecha límite está fuera del período de calificaciones actual de la clase, y solo se envían puntuaciones del período actual.',
    fix: 'Ponga en Otus una fecha límite dentro del período de calificaciones actual. En una evaluación Plus (+), ponga una fecha de entrega (Submission Date) 7 días antes de esa fecha.',
    variants: [
      {
        message:
          'La fecha límite {dueDate} es anterior al período de calificaciones actual de la clase, {period} (del {periodStart} al {periodEnd}).',
        fix: 'Ponga en Otus una fecha límite del {periodStart} al {periodEnd}; en una evaluación Plus (+), una fecha de entrega (Submission Date) 7 días antes de esa fecha. Si las puntuaciones son del período anterior, anótelas en PowerSchool.',
      },
      {
        message:
          'La fecha límite {dueDate} es posterior al período de calificaciones actual de la clase, {period} (del {periodStart} al {periodEnd}).',
        fix: 'No tiene que hacer nada si es de un período de calificaciones futuro: se envía cuando ese período comience. Para tenerla en este, ponga en Otus una fecha límite que no pase del {periodEnd}; en una evaluación Plus (+), una fecha de entrega (Submission Date) 7 días antes de esa fecha.',
      },
    ],
  },
  NO_CURRENT_GRADING_PERIOD: {
    message: 'La clase no tiene ningún período de calificaciones en este momento.',
    fix: 'Entre un período escolar y otro no tiene que hacer nada: las puntuaciones se envían cuando comience el período de calificaciones al que pertenece la fecha límite. Si hay clases, pida a su administrador de PowerSchool que revise los períodos de la escuela.',
    variants: [
      {
        message:
          'La clase no tiene ningún período de calificaciones el {date}; el próximo, {next}, comienza el {nextStart}.',
        fix: 'No tiene que hacer nada si la fecha límite cae en el próximo período de calificaciones: las puntuaciones se envían cuando haya comenzado. Si son del período que terminó, anótelas en PowerSchool. Si el {date} debería estar en un período de calificaciones, pida a su administrador de PowerSchool que revise los períodos de la escuela.',
      },
      {
        message:
          'La clase no tiene ningún período de calificaciones el {date}; el último, {last}, terminó el {lastEnd}.',
        fix: 'Anote en PowerSchool las puntuaciones que todavía faltan. Si la clase continúa, pida a su administrador de PowerSchool que revise los períodos de la escuela.',
      },
      { message: 'La clase no tiene ningún período de calificaciones el {date}.' },
    ],
  },
  GRADING_PERIOD_UNKNOWN: {
    message:
      'No se pudieron leer los períodos de calificaciones de su escuela. No es algo que le toque arreglar a usted.',
    fix: 'No tiene que hacer nada: se vuelven a pedir automáticamente.',
  },
  CATEGORY_NOT_MAPPED: {
    message: 'Su distrito no ha definido una categoría de PowerSchool para el tipo de esta evaluación.',
    fix: 'Pida a su administrador de Otus que defina la categoría, o elija otro tipo de evaluación en Otus.',
    variants: [
      {
        message:
          'Su distrito no ha definido una categoría de PowerSchool para el tipo de evaluación “{assessmentType}”.',
      },
    ],
  },
  CATEGORY_INACTIVE: {
    message:
      'La categoría de PowerSchool para este tipo de evaluación no existe o no está activa para el docente de la clase.',
    fix: 'Pida a su administrador de PowerSchool que active la categoría para este docente. Se vuelve a intentar cada noche.',
  },
  BEFORE_EFFECTIVE_DATE: {
    message: 'Esta evaluación se asignó antes de que su distrito empezara a enviar puntuaciones a PowerSchool.',
    fix: 'Anote las puntuaciones en PowerSchool si las quiere allí. Solo un administrador de Otus puede poner una fecha de inicio anterior.',
    variants: [
      {
        message:
          'Esta evaluación se asignó el {assignedDate}; su distrito envía lo que se asignó a partir del {effectiveDate}.',
      },
    ],
  },
  SECTION_NOT_LINKED: {
    message: 'Esta clase no está vinculada a una sección de PowerSchool.',
    fix: 'Pida a su administrador de Otus que vincule la clase. Las puntuaciones se envían entonces con la próxima sincronización.',
  },
  WITHDRAWN: {
    message: 'Esta evaluación se borró o dejó de estar asignada en Otus, así que no se envía nada más.',
    fix: 'No tiene que hacer nada. Si tampoco debe estar en PowerSchool, bórrela allí.',
  },
  NO_SUBMISSION_DATE: {
    message:
      'Esta evaluación Plus (+) no tiene fecha de entrega (Submission Date). Su fecha límite en PowerSchool es 7 días después de esa fecha.',
    fix: 'Ponga una fecha de entrega (Submission Date) al menos 7 días antes del fin del período de calificaciones. Puede ser una fecha pasada.',
  },
  DISTRICT_PAUSED: {
    message: 'Su distrito ha puesto en pausa Gradebook Passback.',
    fix: 'Un docente no tiene que hacer nada: todo se envía con la próxima sincronización después de que un administrador de Otus lo reanude.',
  },
  REVISION_NOT_READ: {
    message:
      'Otus envió un estado más nuevo de esta evaluación que no se pudo leer, así que no se envía nada hasta que se pueda.',
    fix: 'Cambie la evaluación en Otus para que se envíe otra vez. Si eso no ayuda, avise a quien administra Gradebook Passback.',
    variants: [
      {
        message:
          'Otus envió un estado más nuevo de esta evaluación (revisión {revision}) que esta versión de Gradebook Passback todavía no sabe leer, así que no se envía nada hasta que sepa.',
        fix: 'No tiene que hacer nada: se guarda, y se toma automáticamente con la próxima actualización de Gradebook Passback.',
      },
      {
        message:
          'Otus envió un estado más nuevo de esta evaluación (revisión {revision}) que no se pudo leer, así que no se envía nada hasta que se pueda.',
      },
    ],
  },
  REVISION_WENT_BACK: {
    message: 'Otus envía esta evaluación con una revisión más antigua que antes, y esos cambios no se toman.',
    fix: 'No tiene que hacer nada si se envió por error un archivo más antiguo. Si Otus se restauró desde una copia de seguridad, pida a un administrador de Otus que ponga al día las revisiones de esta evaluación (re-base) y la envíe otra vez.',
    variants: [
      {
        message:
          'Otus envió esta evaluación con la revisión {revision}, aunque ya se tiene la revisión {held}; esos cambios no se toman. Veces que lo hizo desde {since}: {times}.',
      },
    ],
  },
} as const satisfies Translated<typeof UNIT_REASON_WORDS>;
