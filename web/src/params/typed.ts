import type { ParamBounds } from '@lanzha/contract';

/** As people type it: full-width digits and blanks do not matter. */
export const typedValue = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '');

/** Whether a typed value may be asked for; the server looks again, and at the form of texts. */
export const allows = (bounds: ParamBounds, value: string): boolean => {
  if (bounds.type === 'choice') return bounds.options.includes(value);
  if (bounds.type === 'text') return value.length <= bounds.longest;
  const number = Number(value);
  const whole = !bounds.whole || Number.isInteger(number);
  return value !== '' && Number.isFinite(number) && number >= bounds.min && number <= bounds.max && whole;
};

/** What a date field says (2026-11-21T08:00) as an instant: centres keep the time of Beijing. */
export const beijingInstant = (typed: string): string =>
  typed === '' ? '' : `${typed.slice(0, 16)}:00+08:00`;
