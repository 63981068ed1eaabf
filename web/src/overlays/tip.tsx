import { Tooltip } from 'antd';
import type { ReactElement } from 'react';

/** One sentence about a small thing, on pointing, focus or touch. The thing itself must say it to those who hear it. */
export const Tip = ({ text, children }: { text: string; children: ReactElement }) => (
  <Tooltip title={text} trigger={['hover', 'focus']}>
    {children}
  </Tooltip>
);
