import { useEffect, useId, useState } from 'react';
import { afterPointer } from './after-pointer.ts';
import { firstBroken, type Rules, rebased } from './form-rules.ts';

/**
 * Values, sentences and focus of one form. A field is checked when it is left, everything when it is
 * sent; the first field with a sentence gets the focus. Sentences come from the caller's rules.
 */
export const useForm = <V extends Record<string, unknown>>(initial: V, rules: Rules<V>) => {
  const prefix = useId();
  const [values, setValues] = useState(initial);
  const [base, setBase] = useState(initial);
  const [errors, setErrors] = useState<{ [K in keyof V]?: string }>({});
  // After the next rendering: the field may lie in a part of the form that is not shown yet.
  const [goTo, setGoTo] = useState<{ id: string } | null>(null);
  useEffect(() => {
    if (goTo !== null) document.getElementById(goTo.id)?.focus();
  }, [goTo]);
  const idOf = (name: keyof V & string) => `${prefix}${name}`;

  const say = (name: keyof V, sentence: string | null) =>
    setErrors(
      ({ [name]: _, ...rest }) => (sentence === null ? rest : { ...rest, [name]: sentence }) as typeof errors,
    );
  const set = <K extends keyof V>(name: K, value: V[K]) => {
    setValues((before) => ({ ...before, [name]: value }));
    // A sentence goes as soon as it is no longer true; a new one waits until the field is left.
    if (errors[name] !== undefined) say(name, rules[name]?.(value, { ...values, [name]: value }) ?? null);
  };
  const leave = (name: keyof V) => say(name, rules[name]?.(values[name], values) ?? null);
  const fail = (name: keyof V & string, sentence: string) => {
    say(name, sentence);
    setGoTo({ id: idOf(name) });
  };

  return {
    values,
    set,
    /** Begins anew with these values; nothing is said of them. */
    reset: (next: V) => {
      setValues(next);
      setBase(next);
      setErrors({});
    },
    /** Somebody else has changed what the form was opened on: fields that were not touched take the newer values. */
    rebase: (next: V) => {
      setValues((before) => rebased(before, base, next));
      setBase(next);
    },
    /** Put a sentence from the server under a field and go there. */
    fail,
    field: (name: keyof V & string) => ({ id: idOf(name), error: errors[name] }),
    /** For text controls: value, change and leaving in one. */
    text: (name: keyof V & string) => ({
      name,
      value: String(values[name] ?? ''),
      onChange: (event: { target: { value: string } }) => set(name, event.target.value as V[typeof name]),
      onBlur: () => afterPointer(() => leave(name)),
    }),
    /** True when everything (or `only` these) holds; otherwise says what does not and goes to the first such field. */
    check: (only?: readonly (keyof V)[]): boolean => {
      const { sentences, first } = firstBroken(values, rules, only);
      setErrors(sentences);
      if (first !== null) setGoTo({ id: idOf(first) });
      return first === null;
    },
  };
};
