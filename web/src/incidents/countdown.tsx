import type { IncidentSummary } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../api/index.ts';
import css from './incidents.module.css';

const two = (value: number) => String(value).padStart(2, '0');

/** Time left until the elements are due at the upper platform; nothing once they are there or it was withdrawn. */
export const Countdown = ({ incident }: { incident: Pick<IncidentSummary, 'state' | 'reportDue'> }) => {
  const { t } = useTranslation('incidents');
  const now = useServerSecond();
  if (incident.state !== 'draft' && incident.state !== 'collected') return null;
  const left = Date.parse(incident.reportDue) - now;
  const seconds = Math.floor(Math.abs(left) / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const span =
    hours > 0
      ? t('clock.hours', { hours, minutes })
      : t('clock.minutes', { minutes, seconds: two(seconds % 60) });
  const urgency = left <= 0 ? 'over' : left <= 600_000 ? 'soon' : 'calm';
  return (
    <time className={css.clock} data-urgency={urgency} dateTime={incident.reportDue}>
      {t(left <= 0 ? 'clock.over' : 'clock.left', { span })}
    </time>
  );
};
