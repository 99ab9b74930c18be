export { createGradebook, type GradebookConnection, unusableGradebook } from './create-gradebook.ts';
export { forbiddenAddress, parseAllowedHosts } from './http/addresses.ts';
export { AddressRefusedError } from './http/connector.ts';
export { postOutside } from './http/post-outside.ts';
export { Paces } from './http/pace.ts';
export type { TimeReserver } from './port/time-reserver.ts';
export { type OutboundRules, outboundRules } from './http/outbound.ts';
export {
  type Category,
  type Gradebook,
  type NewAssignment,
  type ScoreRow,
  type SectionRef,
  type SisAssignment,
  SisError,
  type SisScore,
  type Term,
} from './port/gradebook.ts';
export type { GradebookSettings, Permit, RequestObserver } from './port/transport.ts';
export { type Check, type CheckName, type ReadGradebook } from './checks/check.ts';
export { checkAccess, checkFieldAccess } from './checks/check-access.ts';
export { checkAddress, checkCredentials } from './checks/check-address.ts';
export { checkCategories, listCategories } from './checks/check-categories.ts';
export { checkSection } from './checks/check-section.ts';
export { checkPeriod, checkTerms, type TermsAsked } from './checks/check-terms.ts';
export { ACCESSES } from './plugin/accesses.ts';
export { type PluginField, type PluginOptions, PluginOptionsError } from './plugin/plugin-xml.ts';
export { pluginFileName, pluginZip } from './plugin/plugin-zip.ts';
export { createOneRosterGradebook } from './oneroster/gradebook.ts';
export { createXteGradebook } from './xte/gradebook.ts';
