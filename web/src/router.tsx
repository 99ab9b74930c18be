import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  useParams,
} from '@tanstack/react-router';
import { readFilter } from './assessments/filter.ts';
import { readPreviewFilter } from './nights/preview-filter.ts';
import { App } from './shell/app.tsx';
import { DistrictLayout } from './shell/district-layout.tsx';
import { NotFound } from './shell/not-found.tsx';
import { firstPage } from './shell/pages.ts';
import { useDistrict, useSession } from './parts/session.tsx';

const root = createRootRoute({ component: App, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const district = createRoute({ getParentRoute: () => root, path: '/d/$districtId', component: DistrictLayout });
const ofDistrict = { getParentRoute: () => district };
const operators = createRoute({ getParentRoute: () => root, id: 'operators', component: ForOperators });
const ofOperators = { getParentRoute: () => operators };

// Each page is loaded when it is first looked at.
const pages = [
  createRoute({ ...ofDistrict, path: '/', component: DistrictHome }),
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
  ...ofOperators,
  path: 'districts',
  component: lazyRouteComponent(() => import('./operator/districts-page.tsx'), 'DistrictsPage'),
});
const newDistrict = createRoute({
  ...ofOperators,
  path: 'districts/new',
  component: lazyRouteComponent(() => import('./operator/new-district-page.tsx'), 'NewDistrictPage'),
});
const deadLetters = createRoute({
  ...ofOperators,
  path: 'dead-letters',
  component: lazyRouteComponent(() => import('./operator/dead-letters-page.tsx'), 'DeadLettersPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    operators.addChildren([districts, newDistrict, deadLetters]),
    district.addChildren(pages),
  ]),
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Where a person begins: an operator at all districts, the others in their first. */
function Home() {
  const { isOperator, districts: own } = useSession();
  if (isOperator) return <Navigate to="/districts" replace />;
  const [first] = own;
  if (first === undefined) return <NotFound />;
  return <Navigate to={firstPage(first.role)} params={{ districtId: first.districtId }} replace />;
}

/** Below `DistrictLayout`, which shows nothing of a district that is not the person's. */
function DistrictHome() {
  const { districtId } = useParams({ from: '/d/$districtId' });
  const district = useDistrict(districtId);
  if (district === undefined) return <NotFound />;
  return <Navigate to={firstPage(district.role)} params={{ districtId }} replace />;
}

/** Around the pages that are of all districts. */
function ForOperators() {
  return useSession().isOperator ? <Outlet /> : <NotFound />;
}
