import type { reconcile as en } from '../en/reconcile.ts';
import type { Words } from '../words.ts';

export const reconcile: Words<typeof en> = {
  title: 'Comparar con PowerSchool',
  explain:
    'Se vuelve a leer PowerSchool y cada puntuación se compara con lo último que se envió. Eso no cambia nada; después se puede reparar lo que usted elija.',
  where: 'Qué comparar',
  places: { district: 'Todo el distrito', school: 'Una escuela', section: 'Una sección' },
  ids: { school: 'Id de la escuela en PowerSchool', section: 'Id de la sección en PowerSchool' },
  start: 'Comparar ahora',
  stop: 'Detener después de este paso',
  done: 'La comparación ha terminado.',
  reading: 'Se está leyendo PowerSchool. Un distrito grande tarda algunos minutos.',
  notYet: 'Todavía no se ha comparado.',
  read: 'Se han comparado {read} de {all} evaluaciones.',
  at: 'Eso fue {time}.',
  notAll: 'Se detuvo antes de comparar todo.',
  brokenOff: 'La comparación se interrumpió; abajo está lo que había encontrado hasta entonces.',
  found: 'Lo que se encontró',
  cellsRead: 'Puntuaciones comparadas',
  counts: {
    missing: 'Faltan en PowerSchool',
    different: 'Distintas en PowerSchool',
    extra: 'Solo en PowerSchool',
    extraAssignments: 'Tareas que están dos veces',
    kept: 'Escritas por docentes, y conservadas',
  },
  none: 'PowerSchool tiene todo lo que se envió.',
  list: 'Las diferencias',
  truncated: 'Hay más de las que se muestran: compare una escuela o una sección para ver todas las suyas.',
  assessment: 'Evaluación',
  student: 'Estudiante (id de PowerSchool)',
  what: 'Qué es distinto',
  kinds: {
    missing: 'Se envió, y PowerSchool no tiene nada.',
    different: 'PowerSchool tiene otra cosa.',
    extra: 'PowerSchool tiene lo que nunca se envió.',
    extraAssignment: 'Otra tarea tiene el mismo identificador.',
  },
  exempt: 'Allí el estudiante está exento.',
  sent: 'Enviado',
  held: 'En PowerSchool',
  choose: 'Elegir {title}, estudiante {student}',
  chooseAll: 'Elegir todo lo de esta página',
  chosen:
    '{units, plural, =0 {Elija lo que se debe reparar.} one {Hay # evaluación elegida.} other {Hay # evaluaciones elegidas.}}',
  repairMissing: 'Escribir de nuevo lo que falta',
  repairMissingText:
    'Se escriben de nuevo las puntuaciones de las evaluaciones elegidas que PowerSchool perdió. Lo que está allí queda como está.',
  repairAll: 'Sobrescribir todo',
  repairAllText:
    'Cada puntuación de las evaluaciones elegidas se escribe como está en Otus, también sobre lo que los docentes escribieron en PowerSchool. Eso no se puede deshacer.',
  repairAllWord: 'sobrescribir',
  restored:
    'Después de cargar la página de nuevo, aquí ya no se conocen títulos ni puntos: compare otra vez para verlos.',
};
