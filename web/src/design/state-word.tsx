import css from './state-word.module.css';

/** What becomes of what was entered ("saved"), told as it changes. It stands beside the name and is not part of it. */
export const StateWord = ({ id, state }: { id: string; state: string }) => (
  <span className={css.state} id={id} role="status">
    {state}
  </span>
);
