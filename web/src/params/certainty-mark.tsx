import type { Certainty } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../design/index.ts';
import css from './params.module.css';

const tones = {
  原文: 'done',
  转述: 'low',
  工作总结: 'low',
  实测: 'done',
  记忆: 'middle',
  设计: 'middle',
  未查到: 'high',
} as const satisfies Record<Certainty, string>;

/** How sure the house is of a number: shape, word in brackets, and what the word means. */
export const CertaintyMark = ({ certainty, plain }: { certainty: Certainty; plain?: boolean }) => {
  const { t } = useTranslation('params');
  return (
    <span className={css.certainty}>
      <ToneMark tone={tones[certainty]} label={`【${t(`certainty.${certainty}`)}】`} />
      {!plain && <span className={css.small}>{t(`certaintyMeans.${certainty}`)}</span>}
    </span>
  );
};
