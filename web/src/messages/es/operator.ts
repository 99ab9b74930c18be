import type { operator as en } from '../en/operator.ts';
import type { Words } from '../words.ts';

export const operator: Words<typeof en> = {
  title: 'Distritos',
  none: 'Todavía no hay ningún distrito.',
  noneFits: 'Ningún distrito tiene eso en su nombre.',
  search: 'Buscar un distrito',
  waiting: 'Lo que espera',
  lag: '{messages, plural, =0 {Todo lo que Otus envió está evaluado.} one {# mensaje espera ser evaluado.} other {# mensajes esperan ser evaluados.}}',
  lagUnknown: 'En este momento no se sabe cuántos mensajes esperan ser evaluados.',
  letters:
    '{letters, plural, =0 {Ningún mensaje apartado espera} one {# mensaje apartado espera} other {{shown} mensajes apartados esperan}}',
  lettersUnknown: 'Mensajes apartados',
  links: { jaeger: 'Trazas (Jaeger)', grafana: 'Métricas (Grafana)', runbook: 'Guía de operación' },
  district: 'Distrito',
  lastNight: 'Última noche',
  noNight: 'Todavía ninguna',
  states: {
    planning: 'Se está planificando',
    delivering: 'Está enviando',
    blocked: 'Espera a PowerSchool',
    finished: 'Terminada',
  },
  nightScores:
    '{sent, number} enviadas, {kept, number} sin cambio, {held, number} retenidas, {rejected, number} rechazadas',
  nextNight: 'Próxima noche',
  paused: 'En pausa',
  due: 'Trabajo pendiente',
  dueUnits: '{units, plural, =0 {No hay nada pendiente} one {# evaluación} other {# evaluaciones}}',
  since: 'desde {time}',
  lane: 'El camino a PowerSchool',
  noLane: 'Todavía sin usar',
  circuits: { closed: 'En orden', open: 'Detenido', halfOpen: 'Se está probando' },
  owner: 'Lo tiene {owner}',
  pace: 'Ritmo usado',
  newDistrict: {
    open: 'Nuevo distrito',
    title: 'Nuevo distrito',
    explain: 'Al principio el distrito está en pausa: no se envía nada. Desde aquí se le guía por su puesta en marcha.',
    notYours: 'Los distritos los crean los operadores.',
    id: 'Id',
    idHint: 'Letras, cifras, . _ y -; aparece en direcciones y después no se puede cambiar.',
    idMissing: 'Hace falta un id.',
    taken: 'Ya hay un distrito con este id.',
    baseUrl: 'Dirección de PowerSchool',
    baseUrlHint: 'Como https://powerschool.lincoln.example',
    client:
      'El id y el secreto del cliente vienen del complemento en PowerSchool. Si todavía no se conocen, deje ambos vacíos: la puesta en marcha los pide.',
    make: 'Crear el distrito',
    made: 'El distrito está creado, en pausa.',
  },
};
