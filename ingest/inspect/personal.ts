/** What in a column may name or find a person; null when nothing does. */
export interface PersonalGuess {
  because: string
  isSure: boolean
}

const NAMED: [RegExp, string][] = [
  [
    /姓名|来电人|來電人|联系人|聯絡人|投诉人|报案人|申请人|当事人|户主|业主姓名|^(?:first|last|full)[_ ]?name$|caller|complainant|reporter/iu,
    'a name',
  ],
  [/电话|電話|手机|手機|联系方式|phone|mobile|^tel/iu, 'a telephone number'],
  [/身份证|身分證|证件号|證件號|ssn|passport|护照/iu, 'an identity number'],
  [/卡号|卡號|账号|帐号|帳號|賬號|account_?n(?:o|um)|card_?n(?:o|um)/iu, 'a card or account number'],
  [/车牌|車牌|licen[cs]e_?plate/iu, 'a number plate'],
  [/e-?mail|邮箱|電郵|微信|wechat/iu, 'an address of the net'],
  [/(?<!网|網)地址|住址|门牌|門牌|street_name|^address|^location$|_address/iu, 'an address'],
  [/photo|照片|图片|image|附件/iu, 'a picture'],
  [/出生日期|birth_?date|date_of_birth/iu, 'a date of birth'],
  [/^geom(?:_|$)|wkb|wkt/iu, 'an exact point'],
]

const VALUES: [RegExp, string][] = [
  [/^1[3-9]\d{9}$/, 'a mobile number'],
  [/^\d{17}[\dXx]$/, 'an identity number'],
  [/^[\w.+-]+@[\w-]+\.[\w.]+$/, 'an address of the net'],
  [/^\(?\d{3}\)?[- ]\d{3}-\d{4}$/, 'a telephone number'],
  [/^0\d{2,3}-?\d{7,8}$/, 'a telephone number'],
]

const FREE_TEXT = 60

/** Whether a column holds what belongs to persons, by its name, its values or their length. */
export function guessPersonal(name: string, values: [string, number][]): PersonalGuess | null {
  const isSmallNumber = values.length > 0 && values.every(([text]) => /^-?\d{1,6}(?:\.\d+)?$/.test(text))
  const byName = isSmallNumber ? undefined : NAMED.find(([pattern]) => pattern.test(name))
  if (byName) return { because: `by its name ${byName[1]}`, isSure: true }
  const seen = values.reduce((sum, [, n]) => sum + n, 0)
  const share = (pattern: RegExp) => values.reduce((sum, [text, n]) => sum + (pattern.test(text) ? n : 0), 0) / seen
  const byValue = seen === 0 ? undefined : VALUES.find(([pattern]) => share(pattern) >= 0.5)
  if (byValue)
    return { because: `${Math.round(share(byValue[0]) * 100)} % of its values look like ${byValue[1]}`, isSure: true }
  const length = values.reduce((sum, [text, n]) => sum + text.length * n, 0) / Math.max(1, seen)
  if (length <= FREE_TEXT || values.length < seen * 0.3) return null
  return { because: `free text of ${Math.round(length)} characters, in which persons may be named`, isSure: false }
}
