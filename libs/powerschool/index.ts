export {
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
export type { GradebookSettings, RequestObserver, SisRequest, SisResponse, SisTransport } from './port/transport.ts';
