import type { signIn as en } from '../en/sign-in.ts';
import type { Words } from '../words.ts';

export const signIn: Words<typeof en> = {
  title: '¿Quién es usted hoy?',
  explain: 'Elija una persona de la demostración.',
  none: 'Nadie puede entrar aquí: no se ha configurado ningún inicio de sesión.',
  pick: 'Entrar como {name}',
  roles: {
    teacher: 'Docente',
    viewer: 'Lee el distrito',
    admin: 'Administración del distrito',
    operator: 'Opera todos los distritos',
  },
};
