import type { signIn as en } from '../en/sign-in.ts';
import type { Words } from '../words.ts';

export const signIn: Words<typeof en> = {
  title: '¿Quién es usted hoy?',
  explain: 'Elija una persona de la demostración.',
  ended:
    'Su sesión ha terminado: nadie usó la página durante una hora, se acabó su tiempo o usted la cerró en otro lugar.',
  welcome: 'Iniciar sesión',
  withProvider: 'Se entra con la cuenta de su escuela.',
  goToProvider: 'Entrar con la cuenta de su escuela',
  errors: {
    expired: 'El inicio de sesión tardó demasiado o ya se había usado. Inténtelo de nuevo.',
    refused: 'El inicio de sesión se canceló, o el de su escuela no lo permitió.',
    providerAway: 'El inicio de sesión de su escuela no responde en este momento. Inténtelo de nuevo en unos minutos.',
    noRole: 'Su escuela le reconoce, pero aquí no tiene ninguna función. Pídala a la administración de su distrito.',
    failed:
      'El inicio de sesión no funcionó. Inténtelo de nuevo; si vuelve a ocurrir, avise a la administración de su distrito.',
  },
  none: 'Nadie puede entrar aquí: no se ha configurado ningún inicio de sesión.',
  pick: 'Entrar como {name}',
  roles: {
    teacher: 'Docente',
    viewer: 'Lee el distrito',
    admin: 'Administración del distrito',
    operator: 'Opera todos los distritos',
  },
};
