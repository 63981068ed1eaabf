import { theme as antd, type ThemeConfig } from 'antd';
import { fontFamily, palette, sizes, type Theme } from '../design/index.ts';

/** antd's own tokens, fed from ours. */
export const antdTheme = (theme: Theme, phone: boolean): ThemeConfig => {
  const { plain, tones } = palette[theme];
  return {
    algorithm: theme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: plain['brand-solid'],
      colorInfo: plain['brand-solid'],
      colorLink: plain.brand,
      colorError: tones.urgent.mark,
      colorWarning: tones.middle.mark,
      colorSuccess: tones.done.mark,
      colorBgLayout: plain.ground,
      colorBgContainer: plain.surface,
      colorBgElevated: plain.surface,
      colorBorder: plain['line-strong'],
      colorBorderSecondary: plain.line,
      colorText: plain.text,
      colorTextSecondary: plain['text-2'],
      colorTextTertiary: plain['text-3'],
      colorTextDescription: plain['text-2'],
      colorTextPlaceholder: plain['text-3'],
      colorBgMask: plain.veil,
      boxShadow: plain.shadow,
      boxShadowSecondary: plain.shadow,
      controlItemBgActive: plain.selected,
      controlItemBgHover: plain.hover,
      fontFamily,
      fontSize: sizes['font-base'],
      lineHeight: sizes['line-base'] / sizes['font-base'],
      borderRadius: sizes.radius,
      controlHeight: phone ? sizes.hit : sizes.control,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
  };
};
