import { useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useSession } from '../parts/session.tsx';

const BETWEEN = ' – ';

/**
 * The window's title is the page's heading, with its district; whoever goes to another page has the focus on its heading, so that
 * it is read aloud. `mainId`: of the element that has the pages.
 */
export function useArrival(mainId: string): void {
  const t = useTranslations('shell');
  const product = t('product');
  const { districtId } = useParams({ strict: false });
  const district = useSession().districts.find((one) => one.districtId === districtId)?.name;
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    const main = document.getElementById(mainId);
    if (main === null) return;
    // Where one begins is no other page, nor is where one is led from there.
    const isOther = before.current !== undefined && before.current !== '/' && before.current !== path;
    before.current = path;
    let isAwaited = isOther;
    const look = (): void => {
      const heading = main.querySelector('h1');
      if (heading === null) return;
      document.title = [heading.textContent, district, product].filter(Boolean).join(BETWEEN);
      if (isAwaited) arriveAt(heading, main);
      isAwaited = false;
    };
    if (isOther) main.focus({ preventScroll: true });
    look();
    const observer = new MutationObserver(look);
    observer.observe(main, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [mainId, path, district, product]);
}

/** Takes the focus from nothing that somebody chose meanwhile. */
function arriveAt(heading: HTMLElement, main: HTMLElement): void {
  if (document.activeElement !== main && document.activeElement !== document.body) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
