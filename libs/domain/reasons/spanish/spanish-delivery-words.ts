import type { DELIVERY_REASON_WORDS } from '../delivery-reason-words.ts';
import type { Translated } from '../translated-words.ts';

/** Why what passes is not in PowerSchool yet, in Spanish. */
export const SPANISH_DELIVERY_WORDS = {
  WAITING_FOR_NIGHT: {
    message: 'Está listo y se envía con la próxima sincronización.',
    fix: 'No tiene que hacer nada.',
    variants: [{ message: 'Se está enviando en este momento.' }],
  },
  SIS_UNAVAILABLE: {
    message: 'No se pudo llegar a PowerSchool, o PowerSchool no pudo recibirlo.',
    fix: 'No tiene que hacer nada: se vuelve a intentar automáticamente.',
  },
  SIS_CREDENTIALS: {
    message:
      'PowerSchool no acepta las credenciales del complemento (plugin) de su distrito: se revocaron, o el complemento está desactivado.',
    fix: 'Pida a su administrador de PowerSchool que active el complemento, y a su administrador de Otus que vuelva a poner sus credenciales. Todo lo que espera se envía entonces automáticamente.',
  },
  SIS_ACCESS_DENIED: {
    message: 'PowerSchool no permite escribirlo.',
    fix: 'Pida a su administrador de PowerSchool que revise a qué campos tiene acceso el complemento (plugin), y que el docente enseñe esta sección en PowerSchool.',
    variants: [{ message: 'PowerSchool no permite escribirlo y dice: “{said}”' }],
  },
  SIS_ADDRESS_REFUSED: {
    message: 'La dirección de PowerSchool en la configuración de su distrito no es una a la que sea seguro enviar.',
    fix: 'Pida a su administrador de Otus que la corrija: tiene que ser la dirección https pública de su propio PowerSchool, con un certificado válido. Todo lo que espera se envía entonces automáticamente.',
  },
  SIS_ASSIGNMENT_DELETED: {
    message: 'La tarea se borró en PowerSchool, así que no se le envía nada más.',
    fix: 'No tiene que hacer nada si así debe ser. Para que se cree otra vez con todas las puntuaciones, pida a su administrador de Otus que envíe de nuevo esta evaluación (redrive).',
  },
  SIS_DUPLICATE_ASSIGNMENT: {
    message:
      'PowerSchool tiene otra tarea con este identificador en la misma sección. Las puntuaciones se envían solo a una de ellas.',
    fix: 'Borre en PowerSchool la que no tiene puntuaciones. Nosotros no borramos ninguna que pueda haber hecho una persona.',
    variants: [
      {
        message:
          'Otra evaluación de Otus con este identificador ya tiene la tarea en esta sección de PowerSchool, y nunca se crean dos con el mismo nombre.',
        fix: 'Pregunte a su administrador de Otus cuál de las dos se debe enviar, y pídale que retire la otra en Otus.',
      },
    ],
  },
} as const satisfies Translated<typeof DELIVERY_REASON_WORDS>;
