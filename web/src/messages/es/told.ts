import type { told as en } from '../en/told.ts';
import type { Words } from '../words.ts';

export const told: Words<typeof en> = {
  title: 'A quién se avisó',
  explain:
    'De cada noche se avisa a cada persona a lo sumo una vez, y solo si hay algo que decir. Las direcciones no se muestran nunca.',
  none: 'Todavía no se ha avisado a nadie.',
  older: 'Mostrar lo anterior',
  messages: 'Mensajes',
  night: 'Noche',
  to: 'Para',
  channel: 'Por',
  channels: { email: 'Correo', webhook: 'Llamada' },
  state: 'Estado',
  when: 'Cuándo',
  next: 'Próximo intento {time}',
  recipients: {
    admins: 'Quienes cuidan el distrito ({who})',
    operators: 'Los operadores ({who})',
    staff: 'Docente {who}',
    webhook: 'Otro sistema ({who})',
  },
  states: {
    planned: '◷ Se enviará',
    sending: '↑ Se está enviando',
    sent: '✓ Enviado',
    refused: '✕ Rechazado por el servidor de correo',
    failed: '✕ No se pudo enviar',
    inDoubt: '? Puede haber llegado; no se envía dos veces',
    dropped: '– Ya no se envía',
  },
  silenced: 'Direcciones que no reciben nada',
  silencedText: 'Un buzón que ya no existe, o alguien que no quiere mensajes. No se les envía nada.',
  why: 'Por qué',
  whys: { bounced: 'El servidor de correo no conoce el buzón.', unsubscribed: 'No quiere mensajes.' },
  again: 'Si eso ya pasó',
  resume: 'Volver a escribirle',
  resumed: 'Se le vuelve a escribir desde la próxima noche.',
};
