import type { PreviewAnswer, RunAnswer } from './console-client.ts';

const number = new Intl.NumberFormat('en-US');

function rows(entries: readonly (readonly [string, number])[], indent: string): string[] {
  const width = Math.max(0, ...entries.map(([label]) => label.length));
  return entries.map(([label, count]) => `${indent}${label.padEnd(width)}  ${number.format(count).padStart(6)}`);
}

/** What a run came to, as a short table for people. */
export function runReport(title: string, run: RunAnswer): string {
  const held = Object.entries(run.reasons).sort(([, left], [, right]) => right - left);
  return [
    title,
    '  section assessments',
    ...rows(
      [
        ['in sync', run.units.inSync],
        ['rejected', run.units.rejected],
        ['retrying', run.units.retrying],
        ['held', run.units.held],
      ],
      '    ',
    ),
    '  scores',
    ...rows(
      [
        ['sent', run.scores.sent],
        ['kept (edited in PowerSchool)', run.scores.kept],
        ['rejected', run.scores.rejected],
        ['held', run.scores.held],
      ],
      '    ',
    ),
    '  why not (section assessments or scores)',
    ...rows(held, '    '),
    '',
  ].join('\n');
}

/** One line on what a run is about to do. */
export function previewLine(preview: PreviewAnswer): string {
  const { units, scores } = preview;
  return `tonight: ${units.create} to create, ${units.update} to update, ${units.scoresOnly} with scores only, ${units.held} held; ${number.format(scores.send)} scores to send`;
}
