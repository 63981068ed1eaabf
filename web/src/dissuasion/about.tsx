import type { FollowUp } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../design/index.ts';
import { toWarning } from '../paths.ts';

/** Which warning something is about: level, number, masked name. */
export const About = ({ warning }: { warning: FollowUp['warning'] }) => {
  const { t } = useTranslation('dissuasion');
  const { t: common } = useTranslation();
  return (
    <>
      <ToneMark tone={warning.level} label={common(`level.${warning.level}`)} />
      <Link {...toWarning(warning.id)}>
        {t('about', { no: warning.no, name: warning.name ?? t('unnamed') })}
      </Link>
    </>
  );
};
