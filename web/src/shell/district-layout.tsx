import { Outlet, useParams } from '@tanstack/react-router';
import { WithTimeZone } from './language.tsx';
import { NotFound } from './not-found.tsx';
import { useDistrict } from './session.tsx';

/** Around every page of a district: its time zone is that of all times on it. */
export function DistrictLayout() {
  const { districtId } = useParams({ from: '/d/$districtId' });
  const district = useDistrict(districtId);
  if (district === undefined) return <NotFound />;
  return (
    <WithTimeZone timeZone={district.timeZone}>
      <Outlet />
    </WithTimeZone>
  );
}
