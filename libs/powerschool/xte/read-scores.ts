import type { AssignmentRef } from '@passback/domain';
import { isUnreadable } from '../failures/unreadable.ts';
import type { SectionRef } from '../port/gradebook.ts';
import type { ScoreSource } from '../port/transport.ts';
import type { Session } from '../session/session.ts';
import type { Cells } from './cells.ts';
import type { PageSizes } from './page-sizes.ts';
import { readByPost } from './score-post.ts';
import { readTable } from './score-table.ts';

export interface ScoreReader {
  /** The cells that hold something, with an entry for each of `refs`; null when no source can be read. */
  read(section: SectionRef, refs: readonly AssignmentRef[]): Promise<Cells | null>;
  /** Table ASSIGNMENTSCORE is asked for one assignment at a time. */
  readsManyAtOnce(): boolean;
}

type Source = Exclude<ScoreSource, 'auto' | 'none'>;

/**
 * PowerSchool documents no call that gives a plugin the scores back. Table ASSIGNMENTSCORE is one way, where the plugin was granted its
 * columns; `POST /ws/xte/assignment_score` another, which only one client's code knows. The first that answers is kept to.
 */
export function createScoreReader(session: Session, sizes: PageSizes, source: ScoreSource): ScoreReader {
  const readers: Readonly<Record<Source, (section: SectionRef, refs: readonly AssignmentRef[]) => Promise<Cells>>> = {
    table: (_section, refs) => readTable(session, sizes, refs),
    assignmentScore: (section, refs) => readByPost(session, section, refs),
  };
  let order: readonly Source[] = source === 'auto' ? ['table', 'assignmentScore'] : source === 'none' ? [] : [source];
  return {
    readsManyAtOnce: () => order[0] === 'assignmentScore',
    read: async (section, refs) => {
      for (const name of order) {
        const cells = await unlessRefused(() => readers[name](section, refs));
        if (cells === null) continue;
        order = [name, ...order.filter((other) => other !== name)];
        return cells;
      }
      return null;
    },
  };
}

/** Null where this way of reading is not open to us: not there, not granted, or without a column. */
async function unlessRefused<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
