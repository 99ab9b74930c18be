import { type PutScores, rowOf } from './plain-script.ts';

/** One PUT per score; one that goes wrong keeps no other from being sent. */
export const putEachScore: PutScores = async (client, column, scores, done) => {
  let failure: unknown = null;
  for (const score of scores) {
    try {
      await client.send('PUT', `/ws/xte/score/assignment?${column.query}`, rowOf(column, score));
      done(score);
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== null) throw failure;
};

/** One bulk PUT per assignment: all rows or none. */
export const putEachAssignment: PutScores = async (client, column, scores, done) => {
  await client.send('PUT', `/ws/xte/score?${column.query}`, {
    assignment_scores: scores.map((score) => rowOf(column, score)),
  });
  scores.forEach(done);
};

/** The scripts by what they are called in the table. */
export const PEERS: Readonly<Record<string, PutScores>> = {
  'script, one PUT per score': putEachScore,
  'script, one PUT per assignment': putEachAssignment,
};
