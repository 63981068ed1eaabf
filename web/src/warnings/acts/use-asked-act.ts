import type { WarningAct } from '@lanzha/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';

/** A button elsewhere leads to an act: its panel opens once, if the act is offered, and the address forgets it. */
export const useAskedAct = (
  acts: readonly WarningAct[],
  start: (act: WarningAct, queued: boolean) => void,
): void => {
  const { do: asked } = useSearch({ strict: false });
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is asked for
  useEffect(() => {
    if (asked === undefined) return;
    if (acts.includes(asked)) start(asked, false);
    void navigate({ to: '.', search: ({ do: _, ...rest }) => rest, replace: true });
  }, [asked]);
};
