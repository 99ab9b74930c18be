import { administratorStories } from './administrator.fixture.ts';

// Each story with PowerSchool's faults in it: what goes wrong is tried again after pauses.
administratorStories({ faults: true });
