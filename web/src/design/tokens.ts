/**
 * Every colour, size and shadow of the interface. `tokens.css` carries them to the style sheets as
 * custom properties; `antd-theme.ts` carries them to antd. Contrast is held by `tokens.test.ts`.
 */
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const tones = ['urgent', 'high', 'middle', 'low', 'done', 'drill'] as const;
export type Tone = (typeof tones)[number];
/** `text` on any surface or on `soft`; `mark` for shapes; `soft` as a quiet ground. */
type ToneColours = Record<Tone, { text: string; mark: string; soft: string }>;

const light = {
  ground: '#f2f4f7',
  surface: '#ffffff',
  sunken: '#f7f9fb',
  hover: '#eef2f7',
  selected: '#e1ebf7',
  line: '#dbe1e9',
  'line-strong': '#748093',
  text: '#17202c',
  'text-2': '#4d5a6b',
  'text-3': '#5c6878',
  brand: '#1f4b8f',
  'brand-strong': '#173a70',
  'brand-solid': '#1f4b8f',
  'brand-solid-hover': '#173a70',
  'on-solid': '#ffffff',
  'urgent-solid': '#b3121d',
  focus: '#2f6fd0',
  veil: 'rgb(16 24 36 / 45%)',
  shadow: '0 6px 24px rgb(16 24 36 / 14%)',
} as const;

const dark: Record<keyof typeof light, string> = {
  ground: '#0f141b',
  surface: '#171e27',
  sunken: '#131922',
  hover: '#202a36',
  selected: '#1f3350',
  line: '#2b3644',
  'line-strong': '#75849a',
  text: '#e8edf3',
  'text-2': '#a7b3c2',
  'text-3': '#97a4b5',
  brand: '#86b4f5',
  'brand-strong': '#a9caf9',
  'brand-solid': '#336bbd',
  'brand-solid-hover': '#2b5ea8',
  'on-solid': '#ffffff',
  'urgent-solid': '#c0303a',
  focus: '#8fbcff',
  veil: 'rgb(4 7 11 / 62%)',
  shadow: '0 6px 24px rgb(0 0 0 / 48%)',
};

const lightTones: ToneColours = {
  urgent: { text: '#a30f1c', mark: '#b3121d', soft: '#fbe9ea' },
  high: { text: '#b03302', mark: '#d4480f', soft: '#fdeee6' },
  middle: { text: '#7d4f00', mark: '#b57600', soft: '#fdf4e0' },
  low: { text: '#46596f', mark: '#5f7690', soft: '#edf1f5' },
  done: { text: '#1b6b42', mark: '#23804f', soft: '#e7f4ec' },
  drill: { text: '#5f35b0', mark: '#6b3fc0', soft: '#f0eafb' },
};

const darkTones: ToneColours = {
  urgent: { text: '#ff9a9a', mark: '#f0555c', soft: '#3a1a1e' },
  high: { text: '#ffa477', mark: '#f2743b', soft: '#38221a' },
  middle: { text: '#f0bd5b', mark: '#d99a25', soft: '#332a18' },
  low: { text: '#a9bacd', mark: '#8399b2', soft: '#222c38' },
  done: { text: '#74d3a0', mark: '#3fae77', soft: '#17301f' },
  drill: { text: '#c3aaff', mark: '#9a78ee', soft: '#281f40' },
};

export const palette: Record<Theme, { plain: Record<keyof typeof light, string>; tones: ToneColours }> = {
  light: { plain: light, tones: lightTones },
  dark: { plain: dark, tones: darkTones },
};

/** Pixels. `s…` are steps of the 4-px grid; type sizes come with their line heights. */
export const sizes = {
  s1: 4,
  s2: 8,
  s3: 12,
  s4: 16,
  s5: 20,
  s6: 24,
  s8: 32,
  s10: 40,
  s12: 48,
  s16: 64,
  hair: 1,
  ring: 2,
  stripe: 4,
  radius: 6,
  row: 36,
  control: 32,
  'control-large': 40,
  hit: 44,
  rail: 76,
  bar: 48,
  list: 448,
  aside: 304,
  form: 400,
  page: 1120,
  read: 680,
  'font-small': 12,
  'font-base': 14,
  'font-large': 16,
  'font-title': 20,
  'font-figure': 26,
  'line-small': 18,
  'line-base': 22,
  'line-large': 24,
  'line-title': 28,
  'line-figure': 32,
} as const;

export const fontFamily =
  "'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif";
export const monoFamily = "ui-monospace, 'SF Mono', Consolas, 'Noto Sans Mono', monospace";

/** Where the layout changes: one column on a phone, facts beside the story only when wide. */
export const media = {
  phone: '(max-width: 767px)',
  narrow: '(max-width: 1279px)',
  wide: '(min-width: 1280px)',
} as const;

const declarations = (theme: Theme) => {
  const { plain, tones: colours } = palette[theme];
  return [
    `color-scheme:${theme}`,
    ...Object.entries(plain).map(([name, value]) => `--${name}:${value}`),
    ...Object.entries(colours).flatMap(([tone, parts]) =>
      Object.entries(parts).map(([part, value]) => `--${tone}-${part}:${value}`),
    ),
  ].join(';');
};

/** The style sheet that `tokens.css` stands for: the system decides unless `data-theme` does. */
export const tokensCss = () =>
  [
    `:root{${Object.entries(sizes)
      .map(([name, value]) => `--${name}:${value}px`)
      .join(';')};--font:${fontFamily};--mono:${monoFamily}}`,
    `:root,:root[data-theme=light]{${declarations('light')}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${declarations('dark')}}}`,
    `:root[data-theme=dark]{${declarations('dark')}}`,
  ].join('\n');
