export { createGradebook, type GradebookConnection, unusableGradebook } from './create-gradebook.ts';
export { type AddressOptions, forbiddenAddress, parseAllowedHosts } from './http/addresses.ts';
export { AddressRefusedError } from './http/connector.ts';
export { type OutsideAnswer, type OutsidePost, postOutside } from './http/post-outside.ts';
export { Paces } from './http/pace.ts';
export type { Sharing } from './http/shared-time.ts';
export type { ReservedStretch, TimeReserver } from './port/time-reserver.ts';
export { type OutboundRules, outboundRules } from './http/outbound.ts';
export {
  createPacedTransport,
  MAX_WAITING,
  type PacedTransport,
  type PacedTransportOptions,
} from './http/paced-transport.ts';
export {
  type AssignmentChanges,
  type AssignmentFields,
  type Category,
  type Gradebook,
  type NewAssignment,
  type RefusedRow,
  type ScoreRow,
  type SectionRef,
  type SisAssignment,
  SisError,
  type SisScore,
  type Term,
} from './port/gradebook.ts';
export type {
  GradebookSettings,
  OneRosterSettings,
  Permit,
  RequestObserver,
  ScoreSource,
  SisRequest,
  SisResponse,
  SisTransport,
  SourcedIdTemplates,
} from './port/transport.ts';
export { type Carrier, createUnpacedTransport } from './session/unpaced-transport.ts';
export type { ConnectorOptions } from './session/connector-options.ts';
export { isUnreadable } from './failures/unreadable.ts';
export { type Check, type CheckFinding, type CheckName, type ReadGradebook } from './checks/check.ts';
export { ACCESS_KINDS, checkAccess, checkFieldAccess } from './checks/check-access.ts';
export { checkAddress, checkCredentials } from './checks/check-address.ts';
export { checkCategories, listCategories, type ListedCategory } from './checks/check-categories.ts';
export { checkSection } from './checks/check-section.ts';
export { checkPeriod, checkTerms, type TermsAsked } from './checks/check-terms.ts';
export { ACCESSES, type FieldAccess, type TableAccess } from './plugin/accesses.ts';
export { type PluginField, type PluginOptions, PluginOptionsError } from './plugin/plugin-xml.ts';
export { pluginFileName, pluginZip } from './plugin/plugin-zip.ts';
export { createOneRosterGradebook } from './oneroster/gradebook.ts';
export { createXteGradebook } from './xte/gradebook.ts';
