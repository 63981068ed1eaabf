export { BarePage } from './bare-page.tsx';
export { Button } from './button.tsx';
export { Choices } from './choices.tsx';
export { CopyButton } from './copy-button.tsx';
export { type Column, DataTable } from './data-table.tsx';
export { Emblem } from './emblem.tsx';
export { Field, type FieldAria } from './field.tsx';
export { Figures } from './figures.tsx';
export { FormShell } from './form-shell.tsx';
export { Hidden } from './hidden.tsx';
export { Icon } from './icon.tsx';
export { Checkbox, NativeSelect, Options, TextArea, TextInput } from './inputs.tsx';
export { Kbd } from './kbd.tsx';
export { Notice } from './notice.tsx';
export { Page, Tabs } from './page.tsx';
export { PageState } from './page-state.tsx';
export { PasswordInput } from './password-input.tsx';
export { Skeleton } from './skeleton.tsx';
export { chooseTheme, type ThemeMode, themeModes, useTheme, useThemeMode } from './theme-mode.ts';
export { fontFamily, media, palette, sizes, type Theme } from './tokens.ts';
export { ToneMark } from './tone-mark.tsx';
export { useForm } from './use-form.ts';
export { dropKept, isKept, useKeptForm } from './use-kept-form.ts';
export { useMedia } from './use-media.ts';

/** The face of the type, in a part of its own: nothing waits for it. */
export const loadFonts = () => import('./fonts.ts');
export { useSettledText } from './use-settled-text.ts';
