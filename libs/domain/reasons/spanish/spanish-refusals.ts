import type { OwnRefusal } from '../own-refusals.ts';

/** What we say ourselves where no request to PowerSchool could be right, in Spanish. */
export const SPANISH_REFUSALS: Readonly<Record<OwnRefusal, string>> = {
  assignmentId: 'El identificador de la tarea no es uno de PowerSchool: un número entero',
  categoryId: 'El identificador de la categoría no es uno de PowerSchool: un número entero',
  schoolId: 'El identificador de la escuela no es uno de PowerSchool: un número entero',
  sectionId: 'El identificador de la sección no es uno de PowerSchool: un número entero',
  studentId: 'El identificador del estudiante no es uno de PowerSchool: un número entero',
  teacherId: 'El identificador del docente no es uno de PowerSchool: un número entero',
  termId: 'El identificador del período escolar no es uno de PowerSchool: un número entero',
  noLineItems: 'PowerSchool no deja leer aquí las tareas, así que no se puede cambiar una que ya está allí',
};
