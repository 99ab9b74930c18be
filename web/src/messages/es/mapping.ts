import type { mapping as en } from '../en/mapping.ts';
import type { Words } from '../words.ts';

export const mapping: Words<typeof en> = {
  title: 'Estado de las categorías',
  explain:
    'Las puntuaciones de un tipo de evaluación van a una categoría de PowerSchool, y cada docente debe tenerla allí, activa. Aquí se ve para quién es así antes de que lo descubra una noche.',
  types: 'Tipos de evaluación y sus categorías',
  type: 'Tipo de evaluación en Otus',
  category: 'Categoría en PowerSchool',
  noTypes: 'Ningún tipo de evaluación tiene categoría todavía: no se puede enviar nada.',
  change: 'Cambiarlo en la configuración',
  health: 'Lo que tiene PowerSchool',
  check: 'Comprobar ahora',
  checking: 'Se está preguntando a PowerSchool. Con muchos docentes tarda algunos minutos.',
  notYet: 'Todavía no se ha comprobado. «Comprobar ahora» pregunta a PowerSchool y no cambia nada allí.',
  checkedAt: 'Comprobado {time}.',
  allWell: 'Todo está como debe estar.',
  someWrong: 'Algo no está como debe estar.',
  wrong: '{wrong, number} de {all, number} comprobaciones encontraron algo que corregir.',
  onlyWrong: 'Solo docentes con algo que corregir',
  connection: 'La conexión',
  checks: {
    credentials: 'Entrar en PowerSchool',
    fieldAccess: 'Permiso para escribir tareas y puntuaciones',
    terms: 'Períodos de calificación de la escuela {school}',
  },
  findings: {
    ok: 'en orden',
    failed: 'falló',
    missing: 'falta',
    inactive: 'no está activa',
    notReadable: 'no se puede leer',
    notAsked: 'sin comprobar',
  },
  byTeacher: 'Categorías por docente',
  noTeacher: 'No hay ningún docente que mostrar.',
  school: 'Escuela',
  teacher: 'Docente (id de PowerSchool)',
};
