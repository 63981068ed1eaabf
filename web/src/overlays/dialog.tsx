import { Drawer, Modal } from 'antd';
import type { ReactNode } from 'react';
import { sizes } from '../design/index.ts';

type Props = { open: boolean; title: string; onClose: () => void; children: ReactNode };

/** Keeps the focus inside, closes on Esc, gives the focus back. Buttons belong to the form inside. */
export const Dialog = ({ open, title, onClose, children, wide }: Props & { wide?: boolean }) => (
  <Modal
    open={open}
    title={title}
    onCancel={onClose}
    footer={null}
    width={wide ? sizes.read : sizes.form + sizes.s16 + sizes.s16}
    destroyOnHidden
    mask={{ closable: false }}
  >
    {children}
  </Modal>
);

/** From the side of the screen: filters and rooms on a phone. */
export const Sheet = ({
  open,
  title,
  onClose,
  children,
  side = 'right',
}: Props & { side?: 'left' | 'right' }) => (
  <Drawer
    open={open}
    title={title}
    onClose={onClose}
    placement={side}
    size="min(85vw, 24rem)"
    destroyOnHidden
  >
    {children}
  </Drawer>
);
