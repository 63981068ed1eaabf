import type { WarningDetail } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Icon } from '../design/index.ts';
import { toIncident } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { Countdown } from './countdown.tsx';
import css from './incidents.module.css';
import { useIncidentNews } from './queries.ts';
import { StateMark } from './state-mark.tsx';

/** Of a warning that ended as cheated: the incident it opened, with what is owed now; nothing for others. */
export const IncidentLine = ({ warning }: { warning: WarningDetail }) => {
  const reads = useMe().acts.includes('incidents.read');
  return reads ? <Lines warning={warning} /> : null;
};

const Lines = ({ warning: { id, version, state } }: { warning: WarningDetail }) => {
  const { t } = useTranslation('incidents');
  useIncidentNews();
  const { data = [] } = useQuery({
    ...api.incidents.ofWarning.queryOptions({ input: { warning: id } }),
    // A step of the warning may have opened or withdrawn one.
    queryKey: [...api.incidents.ofWarning.queryKey({ input: { warning: id } }), version, state],
  });
  return data.map((incident) => (
    <p key={incident.id} className={css.line} data-open={incident.state === 'draft' || undefined}>
      <StateMark state={incident.state} />
      <Link {...toIncident(incident.id)}>
        {t(incident.state === 'draft' ? 'line.collect' : 'line.see', { no: incident.no })}
        <Icon name="right" />
      </Link>
      <Countdown incident={incident} />
    </p>
  ));
};
