import { Select } from 'antd';
import type { FieldAria } from '../design/index.ts';

type Props<V extends string> = {
  aria: FieldAria;
  value: readonly V[];
  options: readonly { value: V; label: string }[];
  onChange: (value: V[]) => void;
  placeholder: string;
  /** Said when nothing in the list matches. */
  empty: string;
};

/** Several of many. */
export const ManySelect = <V extends string>({
  aria,
  value,
  options,
  onChange,
  placeholder,
  empty,
}: Props<V>) => (
  <Select<V[]>
    {...aria}
    mode="multiple"
    value={[...value]}
    options={[...options]}
    onChange={onChange}
    placeholder={placeholder}
    notFoundContent={empty}
    showSearch={{ optionFilterProp: 'label' }}
    maxTagCount="responsive"
    allowClear
    popupMatchSelectWidth={false}
    style={{ width: '100%' }}
  />
);
