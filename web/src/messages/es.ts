import { acting } from './es/acting.ts';
import { assessments } from './es/assessments.ts';
import { causes } from './es/causes.ts';
import { deadLetters } from './es/dead-letters.ts';
import { history } from './es/history.ts';
import { mapping } from './es/mapping.ts';
import { nights } from './es/nights.ts';
import { operator } from './es/operator.ts';
import { reconcile } from './es/reconcile.ts';
import { settings } from './es/settings.ts';
import { setup } from './es/setup.ts';
import { shell } from './es/shell.ts';
import { signIn } from './es/sign-in.ts';
import { told } from './es/told.ts';
import type { Messages } from './en.ts';

/** Every word of the page in Spanish. */
export const es: Messages = {
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
