import type { FraudType } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './scripts.module.css';

/** Who changed the text when and why, the newest first, each with its opening. */
export const Versions = ({ type }: { type: FraudType }) => {
  const { t } = useTranslation('scripts');
  const language = useLanguage();
  const { data = [] } = useQuery(api.scripts.versions.queryOptions({ input: { type } }));
  return (
    <details className={css.fold}>
      <summary>{t('versions', { count: data.length })}</summary>
      <ol className={css.versions}>
        {data.map(({ version, at, author, why, reset, text }) => (
          <li key={version}>
            <p>
              {t(reset ? 'versionReset' : 'version', {
                version,
                name: author.name,
                at: formatInstant(at, language, 'full'),
                why,
              })}
            </p>
            <p className={css.quiet}>{text.call}</p>
          </li>
        ))}
      </ol>
    </details>
  );
};
