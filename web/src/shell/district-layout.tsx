import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { WithTimeZone } from '../parts/language.tsx';
import { NotFound } from './not-found.tsx';
import { maySee } from './pages.ts';
import { useDistrict } from '../parts/session.tsx';

/** Around every page of a district that the person may see: its time zone is that of all times on it. */
export function DistrictLayout() {
  const { districtId } = useParams({ from: '/d/$districtId' });
  const district = useDistrict(districtId);
  const pathname = useLocation({ select: (location) => location.pathname });
  if (district === undefined || !maySee(pathname, district.role)) return <NotFound />;
  return (
    <WithTimeZone timeZone={district.timeZone}>
      <Outlet />
    </WithTimeZone>
  );
}
