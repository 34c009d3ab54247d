import type { Tongue } from '../../sentences/tongue.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release دفع المال إلى العامل, refund إعادة المال إلى صاحب العمل, award حكم تحكيم, settlement تسوية بين الطرفين,
 * relock إعادة قفل المال, freeze تجميد المال, lock and clock مدة الانتظار, fee رسوم (of the network), أجر (of an arbiter),
 * deposit إيداع, signature توقيع, transaction معاملة, block كتلة. No word stands before a role or a name that would be
 * written together with it. Two of a unit are said as a subject is: no length stands after a word that would change it.
 */
export const ARABIC_TONGUE: Tongue = {
  tag: 'ar',
  dir: 'rtl',
  formats: /* @__PURE__ */ intlFormats('ar'),
  terms: {
    roles: {
      employer: 'صاحب العمل',
      worker: 'العامل',
      arbiter: 'المحكّم',
      backupArbiter: 'المحكّم الاحتياطي',
    },
    outcomes: {
      release: 'دفع المال إلى العامل',
      refund: 'إعادة المال إلى صاحب العمل',
      award: 'حكم تحكيم',
      settle: 'تسوية بين الطرفين',
      relock: 'إعادة قفل المال',
      freeze: 'تجميد المال',
    },
    payee: (worker, position) => `${worker} (المستفيد ${position})`,
    contract: (index) => `العقد ${index}`,
    swap: 'مبادلة',
    block: (height) => `الكتلة ${height}`,
    chainTime: (moment) => moment,
    blocks: (count, plural) => counted(count, plural, BLOCK_FORMS),
    seconds: (count, plural) => counted(count, plural, SECOND_FORMS),
    about: (length) => `${length} تقريبًا`,
    notShown: (characters) => `نص طوله ${characters} حرفًا لا يُعرض`,
    join: ' ',
  },
}

type Forms = Readonly<Record<Intl.LDMLPluralRule, string>>

const BLOCK_FORMS: Forms = {
  zero: 'كتلة',
  one: 'كتلة واحدة',
  two: 'كتلتان',
  few: 'كتل',
  many: 'كتلة',
  other: 'كتلة',
}

const SECOND_FORMS: Forms = {
  zero: 'ثانية',
  one: 'ثانية واحدة',
  two: 'ثانيتان',
  few: 'ثوانٍ',
  many: 'ثانية',
  other: 'ثانية',
}

/** One and two are words of their own; the number is said all the same. */
const counted = (count: string, plural: Intl.LDMLPluralRule, forms: Forms): string =>
  plural === 'one' || plural === 'two' ? `${forms[plural]}: ${count}` : `${count} ${forms[plural]}`
