import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { AssessmentPage } from './assessments/assessment-page.tsx';
import { AssessmentsPage } from './assessments/assessments-page.tsx';
import { readFilter } from './assessments/filter.ts';
import { App } from './shell/app.tsx';
import { useSession } from './shell/session.tsx';

const root = createRootRoute({ component: App });

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });

export const assessmentsRoute = createRoute({
  getParentRoute: () => root,
  path: '/d/$districtId/assessments',
  validateSearch: readFilter,
  component: function Assessments() {
    const { districtId } = assessmentsRoute.useParams();
    return <AssessmentsPage districtId={districtId} filter={assessmentsRoute.useSearch()} />;
  },
});

const assessmentRoute = createRoute({
  getParentRoute: () => root,
  path: '/d/$districtId/assessments/$unitId',
  component: function Assessment() {
    const { districtId, unitId } = assessmentRoute.useParams();
    return <AssessmentPage districtId={districtId} sectionAssessmentId={unitId} />;
  },
});

export const router = createRouter({ routeTree: root.addChildren([home, assessmentsRoute, assessmentRoute]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** The first district that the person has something to do with. */
function Home() {
  const [first] = useSession().districts;
  if (first === undefined) return null;
  return <Navigate to="/d/$districtId/assessments" params={{ districtId: first.districtId }} replace />;
}
