import * as z from 'zod';
import { endpoint, id, instant, notFound, personRef } from '../common.ts';

/** What a file can belong to. A later room adds its own kind. */
export const fileSubjectKinds = ['warning', 'incident'] as const;
export type FileSubjectKind = (typeof fileSubjectKinds)[number];
export const fileSubject = z.object({ kind: z.enum(fileSubjectKinds), id });
export type FileSubject = z.infer<typeof fileSubject>;

/** Extensions that may be sent in, and what each is. Kept small: what can run, or hides others, stays out. */
export const fileTypes = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
} as const;
export type FileExtension = keyof typeof fileTypes;

/** `unscanned`: no scanner is set up; `waiting`: kept apart until one has looked. */
export const fileStates = ['unscanned', 'waiting', 'clean', 'infected'] as const;
export type FileState = (typeof fileStates)[number];

export const fileRow = z.object({
  id,
  /** As the person named it, without what harms a header or a disk; numbers and people of the subject masked. */
  name: z.string(),
  type: z.string(),
  bytes: z.number().int(),
  state: z.enum(fileStates),
  preview: z.enum(['image', 'text', 'none']),
  at: instant,
  by: personRef,
});
export type FileRow = z.infer<typeof fileRow>;

/** The row is there and its bytes are not: the plain routes answer it too. */
export const contentLost =
  '附件的内容不在服务器上或已损坏,打不开。请告诉系统管理员,他在“系统状态”里能看到缺了几份。';

/** POST /files, GET /files/{id}/content and /files/{id}/image are plain routes: they stream. */
export const files = {
  list: endpoint
    .route({ method: 'GET', path: '/files', tags: ['files'], summary: '一件事的附件' })
    .errors(notFound)
    .input(fileSubject)
    .output(
      z.object({
        items: z.array(fileRow),
        maxBytes: z.number().int(),
        mayAttach: z.boolean(),
        mayOpen: z.boolean(),
      }),
    ),
  text: endpoint
    .route({ method: 'GET', path: '/files/{id}/text', tags: ['files'], summary: '文本附件的前 200 行' })
    .errors({
      ...notFound,
      NOT_READY: { status: 409, message: '附件还在等待病毒检查,暂时不能打开。' },
      NO_PREVIEW: { status: 409, message: '这种附件不能预览,请下载后查看。' },
      CONTENT_LOST: { status: 410, message: contentLost },
    })
    .input(z.object({ id }))
    .output(z.object({ lines: z.array(z.string()), more: z.boolean() })),
};
