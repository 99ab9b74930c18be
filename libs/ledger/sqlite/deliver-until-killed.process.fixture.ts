// Delivers one unit after the other and prints the id of each whose outcome the ledger acknowledged, until it is killed.
import { claimAll, dueEvaluation, outcome } from '../contract/records.fixture.ts';
import { openLedger } from '../index.ts';

const ledger = await openLedger({ url: String(process.argv[2]) });
for (let number = 1; ; number += 1) {
  await ledger.sectionAssessments.recordEvaluations([dueEvaluation('d', `sa-${number}`)]);
  const claimed = await claimAll(ledger, 'd', number);
  await ledger.sectionAssessments.recordOutcomes(claimed.map((record) => outcome(record, number)));
  process.stdout.write(`sa-${number}\n`);
}
