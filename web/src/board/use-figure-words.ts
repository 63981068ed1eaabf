import type { BoardFigure } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';

type Key<F extends BoardFigure> = F extends `closed.${infer O}` ? `closed_${O}` : F;

/** The name of a figure. */
export const useFigureWords = () => {
  const { t } = useTranslation('board');
  return (figure: BoardFigure): string => t(`figure.${figure.replace('.', '_') as Key<BoardFigure>}`);
};
