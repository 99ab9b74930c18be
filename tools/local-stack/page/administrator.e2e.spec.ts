import { administratorStories } from './administrator.fixture.ts';

administratorStories({ faults: false });
