export const words = {
  code: {
    UNAUTHORIZED: '登录已过期，请重新登录；填写的内容还在。',
    FORBIDDEN: '您的岗位没有这项权限。',
    NOT_FOUND: '没有找到，或不在您的范围内。',
    TOO_MANY_REQUESTS: '操作过于频繁，请稍等片刻再试。',
    BAD_REQUEST: '填写的内容没有通过检查，请改正后再试；尚未保存。',
    INSUFFICIENT_STORAGE: '服务器磁盘已满，刚才的内容没有保存。请告诉系统管理员，稍后再试。',
    BUSY: '系统现在太忙，这一步没有完成。请缩小范围，或稍后再试。',
    IDENTIFIER_IN_LIST: '号码、证件号和账号不能在列表里查，请到“查找”页面按号码查找。',
    OFFLINE: '连不上服务器，刚才的操作没有保存。请检查网络后再试。',
    SERVER: '服务器出错，刚才的操作没有保存。请稍后再试；仍不行请告诉系统管理员。',
    OTHER: '没有成功，刚才的操作没有保存。请再试一次。',
  },
  read: {
    title: '没有读到内容',
    offline: '连不上服务器。已经保存的处理都在，没有丢失；网络恢复后重试即可。',
    server: '服务器出错，内容没有读到。已经保存的处理都在，没有丢失。',
  },
  down: {
    title: '连不上服务器',
    body: '浏览器没有得到服务器的回答。已经保存的工作都在，没有丢失。',
    advice: '请检查网络；如果别人也打不开，请告诉系统管理员。',
  },
  notFound: {
    title: '没有这个页面',
    body: '地址可能写错了，或者页面已经移走。',
    home: '回到首页',
  },
  forbidden: {
    title: '您的岗位看不到这一页',
    body: '这不是故障。需要查看时，请联系有权限的人，或请系统管理员调整您的岗位。',
    who: '有权限的岗位：{{roles}}',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    errors: typeof words;
  }
}
