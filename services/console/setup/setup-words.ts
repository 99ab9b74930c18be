import { DEFAULT_LANGUAGE, type DescribedReason, type Language } from '@passback/domain';

/** What the matter is while a district is set up, where no reason of a score says it, or not well enough. */
export const SETUP_CODES = [
  'NO_ANSWER',
  'NO_TLS',
  'NO_HTTP',
  'NO_SUCH_SECTION',
  'ID_REFUSED',
  'ACCESS_REFUSED',
  'NO_ENROLMENTS',
  'NO_SCORES',
  'NO_NAMES',
  'NO_ASSIGNMENT_YET',
  'NOTHING_RECEIVED',
  'NOT_FINISHED',
  'NOTHING_SENT',
  'NOT_READ_BACK',
  'DIFFERENT',
] as const;
export type SetupCode = (typeof SETUP_CODES)[number];

/** As `DescribedReason`, of either kind of code. */
export interface SetupWords extends Omit<DescribedReason, 'code'> {
  readonly code: string;
}

interface Entry extends Pick<DescribedReason, 'level' | 'who'> {
  readonly en: readonly [message: string, fix: string];
  readonly es: readonly [message: string, fix: string];
}

const WORDS: Readonly<Record<SetupCode, Entry>> = {
  NO_ANSWER: {
    level: 'error',
    who: 'otusAdmin',
    en: [
      'Nobody answers at the address of PowerSchool, or not well.',
      'Check the address in the settings. If it is right, ask your PowerSchool admin whether PowerSchool is up, and whether its firewall lets this system in.',
    ],
    es: [
      'Nadie responde en la dirección de PowerSchool, o no responde bien.',
      'Revise la dirección en la configuración. Si es correcta, pregunte a su administrador de PowerSchool si PowerSchool está en funcionamiento y si su cortafuegos deja entrar a este sistema.',
    ],
  },
  NO_TLS: {
    level: 'error',
    who: 'otusAdmin',
    en: [
      'The address begins with https, and what answers at this host and port does not speak TLS, or none that could be agreed upon: there is no certificate to look at.',
      'Check the address: is it the https port of PowerSchool, or one of http? If it is right, ask your PowerSchool admin which TLS and which certificate PowerSchool has there.',
    ],
    es: [
      'La dirección empieza por https y lo que responde en este servidor y puerto no habla TLS, o ninguno que se pueda acordar: no hay certificado que mirar.',
      'Revise la dirección: ¿es el puerto https de PowerSchool, o uno de http? Si es correcta, pregunte a su administrador de PowerSchool qué TLS y qué certificado tiene PowerSchool allí.',
    ],
  },
  NO_HTTP: {
    level: 'error',
    who: 'otusAdmin',
    en: [
      'Something answers at this host and port, and hangs up or does not speak HTTP.',
      'Check the address: a port of https needs an address that begins with https://, and PowerSchool has a port of its own. If it is right, ask your PowerSchool admin what stands before PowerSchool.',
    ],
    es: [
      'Algo responde en este servidor y puerto, pero cuelga o no habla HTTP.',
      'Revise la dirección: un puerto de https necesita una dirección que empiece por https://, y PowerSchool tiene su propio puerto. Si es correcta, pregunte a su administrador de PowerSchool qué hay delante de PowerSchool.',
    ],
  },
  NO_SUCH_SECTION: {
    level: 'error',
    who: 'otusAdmin',
    en: [
      'There is no section of this id at the school.',
      'Look at the id: it is the section’s DCID in PowerSchool, not its number or that of the course.',
    ],
    es: [
      'No hay ninguna sección con este identificador en la escuela.',
      'Revise el identificador: es el DCID de la sección en PowerSchool, no su número ni el del curso.',
    ],
  },
  ID_REFUSED: {
    level: 'error',
    who: 'otusAdmin',
    en: [
      'PowerSchool does not take one of the ids.',
      'Look at the ids of the school, the section, the teacher (users DCID, one who teaches the section) and the term, and try again.',
    ],
    es: [
      'PowerSchool no acepta uno de los identificadores.',
      'Revise los identificadores de la escuela, la sección, el docente (DCID de usuario, de quien imparte la sección) y el periodo, e inténtelo de nuevo.',
    ],
  },
  ACCESS_REFUSED: {
    level: 'error',
    who: 'powerschoolAdmin',
    en: [
      'The plugin may not read this in PowerSchool.',
      'Ask your PowerSchool admin to install the plugin of this district again and to enable it: field access is granted then. For terms and enrolments “Access level for v1 APIs” has to be READ under its Data Provider Configuration.',
    ],
    es: [
      'El complemento no puede leer esto en PowerSchool.',
      'Pida a su administrador de PowerSchool que instale de nuevo el complemento de este distrito y lo active: entonces se concede el acceso a los campos. Para los periodos y las inscripciones, el nivel de acceso a las API v1 debe ser READ en su configuración de proveedor de datos (Data Provider Configuration).',
    ],
  },
  NO_ENROLMENTS: {
    level: 'warning',
    who: 'powerschoolAdmin',
    en: [
      'The students of a section cannot be read: one who has left is found only when PowerSchool refuses a score.',
      'It works without. To have it, grant “Access level for v1 APIs”: READ.',
    ],
    es: [
      'No se pueden leer los estudiantes de una sección: quien se ha ido solo se descubre cuando PowerSchool rechaza una calificación.',
      'Funciona sin ello. Para tenerlo, conceda el nivel de acceso READ a las API v1.',
    ],
  },
  NO_SCORES: {
    level: 'warning',
    who: 'powerschoolAdmin',
    en: [
      'Scores cannot be read back: a teacher’s own edit in PowerSchool is not seen before it is written over, and nothing can be compared.',
      'Ask your PowerSchool admin to install the plugin of this district again and to enable it.',
    ],
    es: [
      'No se pueden volver a leer las calificaciones: un cambio que un docente haga en PowerSchool no se ve antes de sobrescribirlo, y no se puede comparar nada.',
      'Pida a su administrador de PowerSchool que instale de nuevo el complemento de este distrito y lo active.',
    ],
  },
  NO_NAMES: {
    level: 'warning',
    who: 'powerschoolAdmin',
    en: ['Names of students cannot be read: they are shown by their numbers.', 'It works without.'],
    es: ['No se pueden leer los nombres de los estudiantes: se muestran con sus números.', 'Funciona sin ello.'],
  },
  NO_ASSIGNMENT_YET: {
    level: 'info',
    who: 'nobody',
    en: [
      'The section has no assignment in PowerSchool yet whose scores could be read.',
      'Nothing to do: the trial of one section shows it.',
    ],
    es: [
      'La sección aún no tiene en PowerSchool ninguna tarea cuyas calificaciones se puedan leer.',
      'No hay que hacer nada: la prueba con una sección lo muestra.',
    ],
  },
  NOTHING_RECEIVED: {
    level: 'error',
    who: 'otusAdmin',
    en: [
      'Otus has not sent a section assessment of this district yet that is linked to PowerSchool.',
      'Let Otus send at least one, with the district’s token for it.',
    ],
    es: [
      'Otus aún no ha enviado ninguna evaluación de sección de este distrito que esté vinculada a PowerSchool.',
      'Haga que Otus envíe al menos una, con el token del distrito para ello.',
    ],
  },
  NOT_FINISHED: {
    level: 'warning',
    who: 'nobody',
    en: ['The section is still being sent.', 'Try this step again in a minute: nothing is sent twice.'],
    es: ['La sección todavía se está enviando.', 'Repita este paso en un minuto: nada se envía dos veces.'],
  },
  NOTHING_SENT: {
    level: 'warning',
    who: 'otusAdmin',
    en: [
      'Of this section there is nothing in PowerSchool that could be read back.',
      'The reasons beside it say why. Choose another section, or mend them.',
    ],
    es: [
      'De esta sección no hay nada en PowerSchool que se pueda volver a leer.',
      'Los motivos que lo acompañan dicen por qué. Elija otra sección o corríjalos.',
    ],
  },
  NOT_READ_BACK: {
    level: 'warning',
    who: 'powerschoolAdmin',
    en: [
      'The section was sent, and could not be read back from PowerSchool.',
      'Look at it in PowerTeacher Pro, and see what the step “access” says of scores.',
    ],
    es: [
      'La sección se envió, pero no se pudo volver a leer de PowerSchool.',
      'Mírela en PowerTeacher Pro y vea qué dice el paso “access” sobre las calificaciones.',
    ],
  },
  DIFFERENT: {
    level: 'error',
    who: 'nobody',
    en: [
      'PowerSchool holds something else than what was sent.',
      'Compare the cells below with PowerTeacher Pro. If nobody changed them there meanwhile, tell whoever runs this system.',
    ],
    es: [
      'PowerSchool contiene algo distinto de lo que se envió.',
      'Compare las celdas de abajo con PowerTeacher Pro. Si nadie las cambió allí entretanto, avise a quien administra este sistema.',
    ],
  },
};

/** A setup code in words: what is the matter, what to do, and who can. */
export function setupWords(code: SetupCode, language: Language = DEFAULT_LANGUAGE): SetupWords {
  const { level, who, ...sentences } = WORDS[code];
  const [message, fix] = sentences[language];
  return { code, level, message, fix, who };
}
