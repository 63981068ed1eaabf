import { Select } from 'antd';
import type { FieldAria } from '../design/index.ts';

type Option = { value: string; label: string; note?: string };
type Props = {
  aria: FieldAria;
  value: string | undefined;
  options: readonly Option[];
  onChange: (value: string | undefined) => void;
  placeholder: string;
  loading?: boolean;
  /** Said when nothing in the list matches. */
  empty: string;
  clearable?: boolean;
  autoFocus?: boolean;
};

/** One of many, found by typing. */
export const SearchSelect = ({
  aria,
  value,
  options,
  onChange,
  placeholder,
  loading,
  empty,
  clearable,
  autoFocus,
}: Props) => (
  <Select
    {...aria}
    value={value ?? null}
    options={options.map(({ value, label, note }) => ({ value, label: note ? `${label} · ${note}` : label }))}
    onChange={(next: string | null) => onChange(next ?? undefined)}
    placeholder={placeholder}
    loading={loading ?? false}
    notFoundContent={empty}
    allowClear={clearable ?? false}
    showSearch={{ optionFilterProp: 'label' }}
    autoFocus={autoFocus ?? false}
    popupMatchSelectWidth
    style={{ width: '100%' }}
  />
);
