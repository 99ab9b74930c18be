import type { Language } from '@passback/domain';
import type { AlertKind } from '../plan/briefing.ts';

/** Terms that no school has hold the whole district, and are not for its admins to read as a teacher would. */
export type AlertWords = AlertKind | 'districtTerms';

/** What messages say beside the sentences of reasons, which the domain has. Names in braces are filled in. */
export interface Words {
  readonly subjectTrouble: string;
  readonly subjectOver: string;
  /** Where some of it is over and something else, told of before, is not. */
  readonly subjectEased: string;
  readonly subjectWeekly: string;
  readonly subjectNew: string;
  readonly subjectTeacher: string;
  readonly greeting: string;
  readonly night: string;
  readonly alerts: Readonly<Record<AlertWords, { readonly what: string; readonly fix: string }>>;
  readonly over: Readonly<Record<AlertWords, string>>;
  readonly overTitle: string;
  readonly stillTitle: string;
  readonly since: string;
  readonly newTitle: string;
  readonly scores: string;
  readonly oneScore: string;
  readonly units: string;
  readonly oneUnit: string;
  readonly fix: string;
  readonly weeklyTitle: string;
  readonly weekly: string;
  readonly weeklyStuck: string;
  readonly digestIntro: string;
  readonly more: string;
  readonly open: string;
  readonly openAssessment: string;
  readonly unsubscribe: string;
  readonly why: string;
}

const ENGLISH: Words = {
  subjectTrouble: '{district}: the gradebook sync of {date} needs you',
  subjectOver: '{district}: the gradebook sync is well again',
  subjectEased: '{district}: some of what held the gradebook sync is over',
  subjectWeekly: '{district}: the week of the gradebook sync',
  subjectNew: '{district}: something new keeps scores from PowerSchool',
  subjectTeacher: 'Scores that wait for you on their way to PowerSchool',
  greeting: 'Good morning.',
  night: 'This is about the night of {date} of {district}.',
  alerts: {
    nightFailed: {
      what: 'The night did not run to its end.',
      fix: 'See in the console what stopped it; what was not sent stays due and goes with the next night, or at once when you start a run.',
    },
    nightLate: {
      what: 'The night is not finished this morning.',
      fix: 'Nothing is lost and it goes on by itself. See in the console how far it is; where PowerSchool is slow, an earlier start of the night helps.',
    },
    districtHeld: { what: 'Nothing of this district goes: {reason}', fix: '{fix}' },
    districtTerms: {
      what: 'Nothing of this district goes: the grading periods of none of its schools can be read from PowerSchool.',
      fix: 'Check the connection on the page Set up of the console: the credentials may be wrong, or the plugin may not be allowed to read terms. It is tried again by itself.',
    },
    schoolHeld: {
      what: 'Nothing of school {subject} goes: its grading periods cannot be read from PowerSchool.',
      fix: 'Check the connection in the console: the plugin has to be allowed to read terms, and the school needs terms for this year. It is tried again by itself.',
    },
    categoryGone: { what: 'Scores of the type “{subject}” do not go: {reason}', fix: '{fix}' },
  },
  over: {
    nightFailed: 'The night runs to its end again.',
    nightLate: 'The night is in time again.',
    districtHeld: 'PowerSchool can be written to again.',
    districtTerms: 'Grading periods are read from PowerSchool again.',
    schoolHeld: 'School {subject} has its grading periods again.',
    categoryGone: 'The type “{subject}” has its category again.',
  },
  overTitle: 'Over',
  stillTitle: 'Told before in a message that may not have reached you, and still so',
  since: 'told of with the night of {date}',
  newTitle: 'New for this district',
  scores: '{count} scores',
  oneScore: '1 score',
  units: '{count} assessments',
  oneUnit: '1 assessment',
  fix: 'What to do:',
  weeklyTitle: 'The week from {from} to {to}',
  weekly: '{nights} nights, {sent} scores sent; {kept} scores stay as teachers edited them in PowerSchool.',
  weeklyStuck: '{units} assessments do not go at present, most of them for:',
  digestIntro: 'These assessments have scores that did not go to PowerSchool, and you can do something about it:',
  more: 'And {count} more in the console.',
  open: 'Open the console',
  openAssessment: 'See it in the console',
  unsubscribe: 'Do not send me these messages',
  why: 'You get this because {district} sends scores from Otus to PowerSchool with Gradebook Passback. It names no students.',
};

const SPANISH: Words = {
  subjectTrouble: '{district}: el envío de puntuaciones del {date} necesita su atención',
  subjectOver: '{district}: el envío de puntuaciones vuelve a funcionar',
  subjectEased: '{district}: parte de lo que detenía el envío de puntuaciones está resuelto',
  subjectWeekly: '{district}: la semana del envío de puntuaciones',
  subjectNew: '{district}: algo nuevo impide que unas puntuaciones lleguen a PowerSchool',
  subjectTeacher: 'Puntuaciones que esperan por usted para llegar a PowerSchool',
  greeting: 'Buenos días.',
  night: 'Se trata de la noche del {date} en {district}.',
  alerts: {
    nightFailed: {
      what: 'La noche no llegó a su fin.',
      fix: 'Vea en la consola qué la detuvo; lo que no se envió queda pendiente y sale la próxima noche, o enseguida si usted inicia un envío.',
    },
    nightLate: {
      what: 'La noche no ha terminado esta mañana.',
      fix: 'No se pierde nada y sigue por sí sola. Vea en la consola cuánto falta; si PowerSchool es lento, ayuda empezar la noche más temprano.',
    },
    districtHeld: { what: 'No sale nada de este distrito: {reason}', fix: '{fix}' },
    districtTerms: {
      what: 'No sale nada de este distrito: no se pueden leer en PowerSchool los períodos de calificación de ninguna de sus escuelas.',
      fix: 'Revise la conexión en la página Puesta en marcha de la consola: las credenciales pueden ser incorrectas, o el plugin no puede leer los períodos. Se vuelve a intentar por sí solo.',
    },
    schoolHeld: {
      what: 'No sale nada de la escuela {subject}: no se pueden leer sus períodos de calificación en PowerSchool.',
      fix: 'Revise la conexión en la consola: el plugin debe poder leer los períodos, y la escuela necesita períodos de este año. Se vuelve a intentar por sí solo.',
    },
    categoryGone: { what: 'No salen puntuaciones del tipo «{subject}»: {reason}', fix: '{fix}' },
  },
  over: {
    nightFailed: 'La noche vuelve a llegar a su fin.',
    nightLate: 'La noche vuelve a terminar a tiempo.',
    districtHeld: 'Se puede volver a escribir en PowerSchool.',
    districtTerms: 'Se vuelven a leer períodos de calificación en PowerSchool.',
    schoolHeld: 'La escuela {subject} vuelve a tener sus períodos de calificación.',
    categoryGone: 'El tipo «{subject}» vuelve a tener su categoría.',
  },
  overTitle: 'Resuelto',
  stillTitle: 'Avisado antes en un mensaje que quizá no le llegó, y sigue igual',
  since: 'avisado con la noche del {date}',
  newTitle: 'Nuevo en este distrito',
  scores: '{count} puntuaciones',
  oneScore: '1 puntuación',
  units: '{count} evaluaciones',
  oneUnit: '1 evaluación',
  fix: 'Qué hacer:',
  weeklyTitle: 'La semana del {from} al {to}',
  weekly:
    '{nights} noches, {sent} puntuaciones enviadas; {kept} puntuaciones quedan como las cambió el docente en PowerSchool.',
  weeklyStuck: '{units} evaluaciones no salen por ahora, la mayoría por:',
  digestIntro: 'Estas evaluaciones tienen puntuaciones que no llegaron a PowerSchool, y usted puede hacer algo:',
  more: 'Y {count} más en la consola.',
  open: 'Abrir la consola',
  openAssessment: 'Verla en la consola',
  unsubscribe: 'No quiero recibir estos mensajes',
  why: 'Recibe esto porque {district} envía puntuaciones de Otus a PowerSchool con Gradebook Passback. No nombra a ningún estudiante.',
};

export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, es: SPANISH };

/** The sentence with its names in braces filled in; those that are not given stay as they are. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
