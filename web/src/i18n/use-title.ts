import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** What the tab of the browser says: the page, then the product. */
export function useTitle(page: string): void {
  const { t } = useTranslation();
  const title = `${page} · ${t('product')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
