import type { IncidentSummary } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../design/index.ts';

const tones = { draft: 'high', collected: 'middle', handed_over: 'done', withdrawn: 'low' } as const;

export const StateMark = ({ state, badge = false }: Pick<IncidentSummary, 'state'> & { badge?: boolean }) => (
  <ToneMark tone={tones[state]} label={useTranslation('incidents').t(`state.${state}`)} badge={badge} />
);
