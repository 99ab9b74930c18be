import type { acting as en } from '../en/acting.ts';
import type { Words } from '../words.ts';

export const acting: Words<typeof en> = {
  begin: 'Actuar por un docente …',
  title: 'Actuar por un docente',
  explain:
    'Verá y podrá hacer lo mismo que el docente hasta que lo termine. El historial dice que fue usted, y por quién.',
  search: 'Identificador en Otus o PowerSchool',
  none: 'No hay tal docente en la lista de personal que envió Otus.',
  more: '{count, plural, one {# docente más coincide} other {# docentes más coinciden}}: escriba más del identificador.',
  pick: 'Actuar por {userId}',
  sisId: 'PowerSchool: {sisUserId}',
  now: 'Usted actúa por el docente {userId}.',
  stop: 'Terminar',
};
