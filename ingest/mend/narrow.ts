const TO_ASCII = 0xfee0

/** Full-width letters, digits and marks as ASCII, without blanks around; signs such as ㎡ and ① stay. */
export const narrow = (text: string): string =>
  text
    .replaceAll(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - TO_ASCII))
    .replaceAll('\u3000', ' ')
    .trim()
