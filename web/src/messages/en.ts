import { acting } from './en/acting.ts';
import { assessments } from './en/assessments.ts';
import { causes } from './en/causes.ts';
import { deadLetters } from './en/dead-letters.ts';
import { history } from './en/history.ts';
import { mapping } from './en/mapping.ts';
import { nights } from './en/nights.ts';
import { operator } from './en/operator.ts';
import { reconcile } from './en/reconcile.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/sign-in.ts';
import { told } from './en/told.ts';
import type { Words } from './words.ts';

/** Every word of the page in English; Spanish has the same keys. */
export const en = {
  acting,
  assessments,
  causes,
  deadLetters,
  history,
  mapping,
  nights,
  operator,
  reconcile,
  settings,
  setup,
  shell,
  signIn,
  told,
};

export type Messages = Words<typeof en>;
