import type { history as en } from '../en/history.ts';
import type { Words } from '../words.ts';

export const history: Words<typeof en> = {
  title: 'Quién cambió qué',
  explain:
    'Todo lo que alguien pidió en este distrito queda escrito antes de que surta efecto. De los secretos solo dice que cambiaron.',
  none: 'Todavía nadie ha pedido nada.',
  older: 'Mostrar lo anterior',
  when: 'Cuándo',
  who: 'Quién',
  what: 'Qué',
  outcome: 'Cómo terminó',
  actingFor: 'por el docente {teacher}',
  actors: { file: 'El archivo de distritos', person: 'Persona {digits}', token: 'Token {digits}' },
  commands: {
    run: 'Inició una ejecución',
    redrive: 'Reenvió lo que estaba retenido',
    repair: 'Reparó lo que es distinto en PowerSchool',
    rebase: 'Dejó que las evaluaciones sigan desde donde está Otus',
    settings: 'Cambió la configuración',
    reconcile: 'Comparó con PowerSchool',
    connectionCheck: 'Comprobó la conexión',
    export: 'Extrajo los datos del distrito',
    deletion: 'Borró datos',
    replayLetters: 'Volvió a leer mensajes apartados',
    acting: 'Comenzó o terminó de actuar por un docente',
    dismissLetters: 'Descartó mensajes apartados',
    resumeMessages: 'Permitió de nuevo mensajes a una dirección',
  },
  outcomes: { open: 'No se sabe: sigue, o no se pudo anotar', done: 'Hecho', failed: 'Falló ({status})' },
  set: '{key}: {after}',
  fromTo: '{key}: de {before} a {after}',
  changed: '{key} cambió',
  nothing: 'nada',
};
