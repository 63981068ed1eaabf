import type { BoardFigure } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { useFigureWords } from './use-figure-words.ts';

type Props = {
  name: BoardFigure;
  /** null: nothing to count from. */
  value: number | null;
  usual?: number | null;
  /** The more of it, the worse. */
  bad?: boolean;
};

/** A number that opens its records; without records it says so. */
export const Figure = ({ name, value, usual = null, bad = false }: Props) => {
  const { t } = useTranslation('board');
  const words = useFigureWords();
  const against = useAgainst();
  if (value === null)
    return (
      <li>
        <div>
          <span>{words(name)}</span>
          <em>{t('none')}</em>
          {usual !== null && <small>{against(null, usual)}</small>}
        </div>
      </li>
    );
  return (
    <li>
      <Link to={paths.boardRecords} search={{ figure: name }} data-bad={(bad && value > 0) || undefined}>
        <span>{words(name)}</span>
        <strong>{value}</strong>
        {usual !== null && <small>{against(value, usual)}</small>}
      </Link>
    </li>
  );
};

type PlainProps = { label: string; value: string | null; note: string | null };

/** A sum or a span made of others, or none. */
export const Plain = ({ label, value, note }: PlainProps) => {
  const { t } = useTranslation('board');
  return (
    <li data-wide>
      <div>
        <span>{label}</span>
        {value === null ? <em>{t('none')}</em> : <strong>{value}</strong>}
        {note !== null && <small>{note}</small>}
      </div>
    </li>
  );
};

const useAgainst = () => {
  const { t } = useTranslation('board');
  return (value: number | null, usual: number | null): string | null => {
    if (usual === null) return null;
    if (value === null) return t('usual', { value: usual });
    if (value === usual) return t('same', { value: usual });
    return t(value > usual ? 'more' : 'fewer', { value: usual, by: Math.abs(value - usual) });
  };
};
