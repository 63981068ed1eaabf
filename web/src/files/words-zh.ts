export const words = {
  title: '附件和凭证',
  none: '还没有附件。避免的损失须有凭证，例如转账界面截图、银行回单、聊天记录。',
  mayNotOpen: '您的岗位可以看到附件清单，不能打开原件。',
  preview: '预览',
  show: '预览 {{name}}',
  download: '下载',
  downloadName: '下载 {{name}}',
  choose: '选择文件',
  camera: '拍照',
  hint: '也可以拖到这里，或复制后直接粘贴。',
  hintPhone: '照片、文档、录音都可以。',
  limit: '每个不超过 {{size}}。',
  sendingCount: '正在上传 {{count}} 个文件',
  sendingName: '正在上传 {{name}}',
  stop: '取消 {{name}}',
  again: '重试',
  masked: '号码已遮盖。要看原文请下载，下载会留下记录。',
  textMore: '后面还有，这里只显示开头。',
  pictureFailed: '图片打不开。请下载后查看。',
  state: {
    waiting: '等待病毒检查',
    infected: '没有通过病毒检查，已删除',
    unscanned: '未做病毒检查',
  },
  failed: {
    EMPTY: '这个文件是空的，没有保存。',
    TOO_LARGE: '文件太大，没有保存。请缩小后再上传。',
    TYPE_NOT_ALLOWED: '不收这种文件。可以上传照片、pdf、docx、xlsx、csv、txt、录音和 mp4 录像。',
    TYPE_MISMATCH: '文件的内容与扩展名不符，没有保存。请用原来的程序另存后再上传。',
    BROKEN: '文件不完整或已损坏，没有保存。',
    PACKED_TOO_DENSE: '这个文档解开后过大，可能有害，没有保存。',
    ENCRYPTED: '这个文档加了密码，不能检查，没有保存。请去掉密码后再上传。',
    MACROS: '这个文档里有宏，没有保存。请另存为不带宏的文档。',
    IMAGE_TOO_LARGE: '图片的像素太多，没有保存。请缩小后再上传。',
    INFECTED: '这个文件没有通过病毒检查，没有保存。',
    TOO_MANY_UPLOADS: '正在上传的文件太多，没有保存。请稍等再试。',
    TOO_SLOW: '上传太慢，已停止，没有保存。请换个网络再试。',
    CUT_OFF: '上传中断，没有保存。请重试。',
    DISK_FULL: '服务器的磁盘已满，没有保存。请通知系统管理员。',
    OFFLINE: '连不上服务器，没有保存。请检查网络后重试。',
    FORBIDDEN: '您的岗位没有这项权限，没有保存。',
    NOT_FOUND: '这件事不在您的范围内了，没有保存。',
    UNAUTHORIZED: '登录已过期，没有保存。请重新登录。',
    OTHER: '没有保存。请重试；若仍不行，请告诉系统管理员。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    files: typeof words;
  }
}
