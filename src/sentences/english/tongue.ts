import { counted } from '../../errors.js'
import type { Tongue } from '../tongue.js'

const grouped = (whole: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, ',')

const decimal = (text: string): string => {
  const [whole = '', fraction] = text.split('.')
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
}

/** Without `Intl`: English is always there, and some engines have none. */
export const ENGLISH_TONGUE: Tongue = {
  tag: 'en',
  dir: 'ltr',
  formats: {
    number: (value) => grouped(`${value}`),
    decimal,
    list: (items, kind) =>
      items.length < 2
        ? items.join('')
        : `${items.slice(0, -1).join(', ')} ${kind} ${items[items.length - 1]}`,
    plural: (count) => (count === 1 ? 'one' : 'other'),
    length: (count, unit) => counted(count, unit),
    moment: (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', ' UTC').replace('T', ' '),
  },
  terms: {
    roles: {
      employer: 'the employer',
      worker: 'the worker',
      arbiter: 'the arbiter',
      backupArbiter: 'the backup arbiter',
    },
    outcomes: {
      release: 'a release',
      refund: 'a refund',
      award: 'an award',
      settle: 'a settlement',
      relock: 'a relock',
      freeze: 'a freeze',
    },
    payee: (worker, position) => `${worker} (payee ${position})`,
    contract: (index) => `contract ${index}`,
    swap: 'a swap',
    block: (height) => `block ${height}`,
    chainTime: (moment) => moment,
    blocks: (count, plural) => `${count} ${plural === 'one' ? 'block' : 'blocks'}`,
    seconds: (count, plural) => `${count} ${plural === 'one' ? 'second' : 'seconds'}`,
    about: (length) => `about ${length}`,
    notShown: (characters) => `a text of ${characters} characters that is not shown`,
    join: ' ',
  },
}
