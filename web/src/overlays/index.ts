/** What stands on top of a page or needs a long list: built on antd, and kept out of the first load. */
export { AntdRoot } from './antd-root.tsx';
export { Dialog, Sheet } from './dialog.tsx';
export { ManySelect } from './many-select.tsx';
export { QrCode } from './qr-code.tsx';
export { SearchSelect } from './search-select.tsx';
export { Tip } from './tip.tsx';
