import { useMatches, useNavigate, useSearch } from '@tanstack/react-router';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, useSettledText } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { useKeys } from '../keys/index.ts';
import { useFind } from '../search/index.ts';
import { useMe } from '../session/index.ts';
import { holdsIdentifier } from './identifier.ts';
import css from './search-box.module.css';

/**
 * Searches the page that is open, if it can be searched; the words stand in the address. What may be somebody's number
 * goes nowhere by itself: Enter posts it and opens the page of what was found.
 */
export const SearchBox = () => {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { q = '' } = useSearch({ strict: false });
  const Placeholder = useMatches({
    select: (matches) => matches.findLast(({ staticData }) => staticData.useSearchHint),
  })?.staticData.useSearchHint;
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useSettledText(
    q,
    (next) =>
      void navigate({
        to: '.',
        search: ({ q: _, ...now }) => (next === '' ? now : { ...now, q: next }),
        replace: true,
      }),
    holdsIdentifier,
  );
  const refused = holdsIdentifier(typed);
  const may = useMe().acts.includes('vault.search');
  const find = useFind();
  const explain = useExplain();
  const findNumber = () => {
    if (!refused || !may || find.isPending) return;
    find.mutate({ value: typed.trim() }, { onSuccess: () => setTyped('') });
  };
  useKeys((key) => {
    if (key !== '/') return false;
    input.current?.focus();
    return true;
  });
  if (!Placeholder) return null;
  return (
    <search className={css.search}>
      <Icon name="search" />
      <Input
        input={input}
        typed={typed}
        onType={setTyped}
        onEnter={findNumber}
        useHint={Placeholder}
        refused={refused}
      />
      {typed !== '' && (
        <Button kind="quiet" icon="close" aria-label={t('searchClear')} onClick={() => setTyped('')} />
      )}
      {refused && (
        <p className={css.refused} id="search-refused" role="alert">
          {find.isError ? explain(find.error) : t(may ? 'identifierFind' : 'identifier')}
        </p>
      )}
    </search>
  );
};

type InputProps = {
  input: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (typed: string) => void;
  onEnter: () => void;
  useHint: () => string;
  refused: boolean;
};
const Input = ({ input, typed, onType, onEnter, useHint, refused }: InputProps) => {
  const hint = useHint();
  return (
    <input
      ref={input}
      type="search"
      value={typed}
      placeholder={hint}
      aria-label={hint}
      aria-keyshortcuts="/"
      aria-invalid={refused || undefined}
      aria-describedby={refused ? 'search-refused' : undefined}
      autoComplete="off"
      spellCheck={false}
      maxLength={60}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
        if (event.key === 'Enter') onEnter();
      }}
    />
  );
};
