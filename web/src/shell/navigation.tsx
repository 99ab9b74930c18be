import { NavLink, NativeSelect, Stack } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { ActForLink } from '../acting/act-for-link.tsx';
import { COMMANDERS, PAGES } from './pages.ts';
import { useDistrict, useSession } from '../parts/session.tsx';

/** Where one can go from here. */
export function Navigation({ onGone }: { onGone: () => void }) {
  const t = useTranslations('shell');
  const { isOperator, districts } = useSession();
  const { districtId = districts[0]?.districtId } = useParams({ strict: false });
  return (
    <Stack gap={4} component="nav" aria-label={t('pages')}>
      {isOperator && (
        <>
          <NavLink component={Link} to="/districts" label={t('districts')} onClick={onGone} />
          <NavLink component={Link} to="/dead-letters" label={t('deadLetters')} onClick={onGone} />
        </>
      )}
      {districtId !== undefined && <PagesOf districtId={districtId} onGone={onGone} />}
    </Stack>
  );
}

function PagesOf({ districtId, onGone }: { districtId: string; onGone: () => void }) {
  const t = useTranslations('shell');
  const district = useDistrict(districtId);
  if (district === undefined) return null;
  return (
    <>
      <DistrictChoice districtId={districtId} />
      {PAGES.filter(({ roles }) => roles.includes(district.role)).map(({ page }) => (
        <NavLink key={page} component={Link} to={`/d/${districtId}/${page}`} label={t(page)} onClick={onGone} />
      ))}
      {COMMANDERS.includes(district.role) && <ActForLink districtId={districtId} onGone={onGone} />}
    </>
  );
}

function DistrictChoice({ districtId }: { districtId: string }) {
  const t = useTranslations('shell');
  const { districts } = useSession();
  const navigate = useNavigate();
  if (districts.length < 2) return null;
  return (
    <NativeSelect
      label={t('district')}
      value={districtId}
      data={districts.map((district) => ({ value: district.districtId, label: district.name }))}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '/d/$districtId/assessments', params: { districtId: value } })
      }
    />
  );
}
