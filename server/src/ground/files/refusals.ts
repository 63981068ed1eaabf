/** Why an upload is not taken: a code, a status and one sentence for the person. */
export const uploadRefusals = {
  EMPTY: [422, '这个文件是空的,没有保存。'],
  NO_FILE: [400, '请求里没有文件。请选一个文件再上传。'],
  ONE_FILE: [400, '一次请求只能上传一个文件。'],
  TOO_LARGE: [413, '文件太大,没有保存。请缩小后再上传。'],
  TYPE_NOT_ALLOWED: [
    415,
    '不收这种文件。可以上传照片(jpg、png、webp)、pdf、docx、xlsx、csv、txt、录音(mp3、wav、m4a)和录像(mp4)。',
  ],
  TYPE_MISMATCH: [422, '文件的内容与它的扩展名不符,没有保存。请用原来的程序另存后再上传。'],
  BROKEN: [422, '文件不完整或已损坏,没有保存。'],
  PACKED_TOO_DENSE: [422, '这个文档解开后过大,可能有害,没有保存。'],
  ENCRYPTED: [422, '这个文档加了密码,不能检查,没有保存。请去掉密码后再上传。'],
  MACROS: [422, '这个文档里有宏,没有保存。请另存为不带宏的文档再上传。'],
  IMAGE_TOO_LARGE: [422, '图片的像素太多,没有保存。请缩小后再上传。'],
  INFECTED: [422, '这个文件没有通过病毒检查,没有保存。'],
  TOO_MANY_UPLOADS: [429, '正在上传的文件太多,请等前面的传完。'],
  TOO_SLOW: [408, '上传太慢,已停止,没有保存。请换个网络再试。'],
  CUT_OFF: [400, '上传中断,没有保存。请重试。'],
  DISK_FULL: [507, '服务器的磁盘已满,没有保存。请通知系统管理员。'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type UploadRefusal = keyof typeof uploadRefusals;

/** Thrown inside an upload; the route answers it. */
export class NotTaken extends Error {
  override name = 'NotTaken';
  readonly why: UploadRefusal;

  constructor(why: UploadRefusal) {
    super(why);
    this.why = why;
  }
}
