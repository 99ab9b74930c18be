import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { readFilter } from './assessments/filter.ts';
import { readPreviewFilter } from './nights/preview-filter.ts';
import { App } from './shell/app.tsx';
import { DistrictLayout } from './shell/district-layout.tsx';
import { NotFound } from './shell/not-found.tsx';
import { useSession } from './shell/session.tsx';

const root = createRootRoute({ component: App, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const district = createRoute({ getParentRoute: () => root, path: '/d/$districtId', component: DistrictLayout });
const ofDistrict = { getParentRoute: () => district };
const ofAll = { getParentRoute: () => root };

// Each page is loaded when it is first looked at.
const pages = [
  createRoute({
    ...ofDistrict,
    path: 'assessments',
    validateSearch: readFilter,
    component: lazyRouteComponent(() => import('./assessments/assessments-page.tsx'), 'AssessmentsPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'assessments/$unitId',
    component: lazyRouteComponent(() => import('./assessments/assessment-page.tsx'), 'AssessmentPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'tonight',
    validateSearch: readPreviewFilter,
    component: lazyRouteComponent(() => import('./nights/tonight-page.tsx'), 'TonightPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'nights',
    component: lazyRouteComponent(() => import('./nights/nights-page.tsx'), 'NightsPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'nights/$runId',
    component: lazyRouteComponent(() => import('./nights/night-page.tsx'), 'NightPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'causes',
    component: lazyRouteComponent(() => import('./causes/causes-page.tsx'), 'CausesPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'mapping',
    component: lazyRouteComponent(() => import('./mapping/mapping-page.tsx'), 'MappingPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'reconcile',
    component: lazyRouteComponent(() => import('./reconcile/reconcile-page.tsx'), 'ReconcilePage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'settings',
    component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'setup',
    component: lazyRouteComponent(() => import('./setup/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'history',
    component: lazyRouteComponent(() => import('./history/history-page.tsx'), 'HistoryPage'),
  }),
  createRoute({
    ...ofDistrict,
    path: 'told',
    component: lazyRouteComponent(() => import('./told/told-page.tsx'), 'ToldPage'),
  }),
] as const;
const districts = createRoute({
  ...ofAll,
  path: 'districts',
  component: lazyRouteComponent(() => import('./operator/districts-page.tsx'), 'DistrictsPage'),
});
const newDistrict = createRoute({
  ...ofAll,
  path: 'districts/new',
  component: lazyRouteComponent(() => import('./operator/new-district-page.tsx'), 'NewDistrictPage'),
});
const deadLetters = createRoute({
  ...ofAll,
  path: 'dead-letters',
  component: lazyRouteComponent(() => import('./operator/dead-letters-page.tsx'), 'DeadLettersPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, districts, newDistrict, deadLetters, district.addChildren(pages)]),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Where a person begins: an operator at all districts, a teacher at what is theirs, an administrator at tonight. */
function Home() {
  const { isOperator, districts: own } = useSession();
  if (isOperator) return <Navigate to="/districts" replace />;
  const [first] = own;
  if (first === undefined) return <NotFound />;
  const params = { districtId: first.districtId };
  if (first.role === 'teacher') return <Navigate to="/d/$districtId/assessments" params={params} replace />;
  return <Navigate to="/d/$districtId/tonight" params={params} replace />;
}
