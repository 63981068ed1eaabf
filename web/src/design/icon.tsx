import css from './icon.module.css';

/** Drawn on a 20 × 20 grid with one stroke; the colour is the text's. */
const drawings = {
  alert: 'M10 3 2.5 16.5h15zM10 8v4M10 14.4v.1',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6v.1',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5M13 3.8a3 3 0 0 1 0 5.4M15 12.4c1.7.6 2.7 2 3 4.1',
  search: 'M8.8 14.6a5.8 5.8 0 1 0 0-11.6 5.8 5.8 0 0 0 0 11.6zM13 13l4 4',
  eye: 'M1.8 10S4.8 4.5 10 4.5 18.2 10 18.2 10 15.2 15.5 10 15.5 1.8 10 1.8 10zM10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  eyeOff:
    'M8 4.8A8 8 0 0 1 10 4.5c5.2 0 8.2 5.5 8.2 5.5a15 15 0 0 1-2.4 3M5.3 6.2A14 14 0 0 0 1.8 10s3 5.5 8.2 5.5a8 8 0 0 0 3.6-.8M8.2 8.2a2.5 2.5 0 0 0 3.5 3.5M3 3l14 14',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.5l4 4 8-9',
  down: 'M5 7.5l5 5 5-5',
  right: 'M7.5 5l5 5-5 5',
  left: 'M12.5 5l-5 5 5 5',
  plus: 'M10 4v12M4 10h12',
  filter: 'M3 4.5h14l-5.5 6.5v5l-3-1.5V11z',
  phone:
    'M6.5 3H4a1 1 0 0 0-1 1.1C3.6 11 9 16.4 15.9 17a1 1 0 0 0 1.1-1v-2.5l-3.5-1.5-1.5 2a11 11 0 0 1-6-6l2-1.5z',
  person: 'M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 17c.5-3.3 2.9-5 6-5s5.5 1.7 6 5',
  machine:
    'M5 5h10v10H5zM8 8h4v4H8zM7.5 5V2.5M12.5 5V2.5M7.5 17.5V15M12.5 17.5V15M5 7.5H2.5M5 12.5H2.5M17.5 7.5H15M17.5 12.5H15',
  law: 'M10 3v13.5M6 16.5h8M4 5.5h12M4 5.5l-2.3 5.3a2.5 2.5 0 0 0 4.6 0zM16 5.5l-2.3 5.3a2.5 2.5 0 0 0 4.6 0z',
  undo: 'M4 8.5h8a4 4 0 0 1 0 8H9M7 5 3.5 8.5 7 12',
  key: 'M7 13a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM10.5 10.5 17 17M14.5 14.5l1.5-1.5',
  leave: 'M12 6V3.5H4v13h8V14M8.5 10H17M14.5 7.5 17 10l-2.5 2.5',
  keyboard: 'M2.5 5h15v10h-15zM5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M5.5 11.9h9',
  bell: 'M10 2.5a5 5 0 0 0-5 5c0 5-2 6-2 6.5h14c0-.5-2-1.5-2-6.5a5 5 0 0 0-5-5zM8.3 16.5a1.8 1.8 0 0 0 3.4 0',
  file: 'M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4',
  camera: 'M2.5 6.5h3.5l1.5-2.5h5l1.5 2.5h3.5v10h-15zM10 14.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
  wire: 'M10 16.2v.1M7 13a4.5 4.5 0 0 1 6 0M4.3 10.2a8.5 8.5 0 0 1 11.4 0M1.8 7.3a12.4 12.4 0 0 1 16.4 0',
} as const;
export type IconName = keyof typeof drawings;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className={css.icon} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={drawings[name]} />
  </svg>
);
