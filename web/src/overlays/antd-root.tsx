import { ConfigProvider } from 'antd';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import { type ReactNode, useMemo } from 'react';
import { useMedia, useTheme } from '../design/index.ts';
import { antdTheme } from './antd-theme.ts';

/** The server writes a fresh nonce into index.html with each answer; antd's style elements carry it. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** Around everything that uses antd; kept out of the first load. */
export const AntdRoot = ({ chineseWords, children }: { chineseWords: boolean; children: ReactNode }) => {
  const theme = useTheme();
  const phone = useMedia('phone');
  const config = useMemo(() => antdTheme(theme, phone), [theme, phone]);
  const csp = useMemo(() => ({ nonce: nonce() }), []);
  return (
    <ConfigProvider theme={config} csp={csp} locale={chineseWords ? chinese : english}>
      {children}
    </ConfigProvider>
  );
};
