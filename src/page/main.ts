import { encodeQR } from 'qr'
import { type Audit, audit } from '../audit/audit.js'
import { auditToJson } from '../audit/report/auditToJson.js'
import { verdictText } from '../audit/report/parts/summary.js'
import { reportHtml } from '../audit/report/reportHtml.js'
import { reportMarkdown } from '../audit/report/reportMarkdown.js'
import { type ReportOptions, wordingOf } from '../audit/report/wording.js'
import { parseTransaction } from '../psbt/transaction.js'
import { auditOptionsOf, type Desk, emptyDesk, withGiven, withoutGiven } from './desk.js'
import { knownIn, optionsIn } from './fields.js'
import { LANGUAGES } from './languages.js'
import { type Given, recogniseFile, recogniseText } from './recognise.js'

const UNKNOWN =
  'This is neither an agreement nor a descriptor, a PSBT, a transaction, a view, an acceptance or a proof. An agreement begins with {, a PSBT with cHNidP; text is UTF-8.'
const ALONE =
  'A PSBT, a transaction, a view or a proof says nothing about what was agreed: add the agreement or the descriptor that it belongs to.'

const NAMES: Readonly<Record<Given['kind'], string>> = {
  agreement: 'Agreement',
  descriptor: 'Descriptor',
  psbt: 'PSBT',
  transaction: 'Transaction',
  view: 'View of the chain',
  acceptances: 'Acceptances',
  terms: 'Proof of terms',
  funding: 'Proof of funding',
}

/** What tells one given thing from another of its kind: the name of its file, or the id of a transaction. */
const calledOf = ({ kind, text, name = '' }: Given): string => {
  if (kind !== 'transaction') return name
  try {
    return `${name} ${parseTransaction(text).txid}`
  } catch {
    return name
  }
}

/** An element of the page, which is there because the page is built together with this script. */
const element = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new TypeError(`no element ${id}`)
  return found
}

/** The page's whole behaviour; its state lives here and ends with the page. */
const start = (): void => {
  const ask = element('ask', HTMLElement)
  const result = element('result', HTMLElement)
  const text = element('text', HTMLTextAreaElement)
  const files = element('files', HTMLInputElement)
  const said = element('said', HTMLElement)
  const have = element('have', HTMLElement)
  const again = element('again', HTMLButtonElement)
  const frame = element('report', HTMLIFrameElement)
  let desk: Desk = emptyDesk
  let report: Audit | undefined

  const chosen = element('language', HTMLSelectElement)
  const preferred = navigator.languages.flatMap((tag) =>
    LANGUAGES.filter((one) => one.tag.slice(0, 2) === tag.slice(0, 2).toLowerCase()),
  )
  chosen.value = preferred[0]?.tag ?? 'en'
  const wording = (): ReportOptions => ({
    language: LANGUAGES.find(({ tag }) => tag === chosen.value) ?? LANGUAGES[0],
    qr: (content) => encodeQR(content, 'raw'),
  })

  /** Writes the report in the language that is chosen. */
  const write = (told: Audit): void => {
    frame.srcdoc = reportHtml(told, wording())
    const words = wordingOf(wording())
    const verdict = element('verdict', HTMLElement)
    verdict.lang = words.tag
    verdict.dir = words.dir
    // in a place of its own nothing turns it around
    verdict.textContent = verdictText(told, words).replace(/[\u2066\u2068\u2069]/g, '')
  }

  const field = (id: string): string => element(id, HTMLInputElement).value.trim()

  const say = (message: string, kind = ''): void => {
    said.className = kind
    said.textContent = message
  }

  const show = (part: 'ask' | 'result'): void => {
    ask.hidden = part !== 'ask'
    result.hidden = part !== 'result'
    element(part === 'ask' ? 'text' : 'back', HTMLElement).focus()
  }

  const list = (): void => {
    have.hidden = desk.given.length === 0
    again.hidden = report === undefined
    element('given', HTMLElement).replaceChildren(
      ...desk.given.map((given) => {
        const item = document.createElement('li')
        const name = document.createElement('strong')
        name.textContent = NAMES[given.kind]
        const called = document.createElement('bdi')
        called.textContent = calledOf(given)
        const size = document.createElement('small')
        size.textContent = `${given.text.length} characters`
        const remove = document.createElement('button')
        remove.type = 'button'
        remove.textContent = 'Remove'
        remove.setAttribute('aria-label', `Remove ${NAMES[given.kind]}`)
        remove.addEventListener('click', () => {
          desk = withoutGiven(desk, given)
          report = undefined
          list()
          text.focus()
        })
        item.append(name, called, size, remove)
        return item
      }),
    )
  }

  /** Two frames later, so that the message is painted before the work begins. */
  const afterPaint = (work: () => void): void => {
    requestAnimationFrame(() => requestAnimationFrame(work))
  }

  const run = (): void => {
    const { subject } = desk
    if (subject === undefined) {
      if (desk.given.length > 0) say(ALONE, 'danger')
      return
    }
    say('Working …')
    afterPaint(() => {
      try {
        report = audit(subject, {
          ...auditOptionsOf(desk, { ...knownIn(field), now: Math.floor(Date.now() / 1000) }),
          ...optionsIn(field),
        })
        write(report)
        say('')
        list()
        show('result')
      } catch (error) {
        say(`This could not be audited: ${error instanceof Error ? error.message : String(error)}`, 'danger')
      }
    })
  }

  const take = (all: readonly (Given | undefined)[]): void => {
    const known = all.filter((given) => given !== undefined)
    for (const given of known) desk = withGiven(desk, given)
    list()
    if (known.length < all.length) say(UNKNOWN, 'danger')
    else {
      text.value = ''
      run()
    }
  }

  const takeFiles = async (given: Iterable<File>): Promise<void> =>
    take(
      await Promise.all(
        Array.from(given, async (file) => {
          const one = recogniseFile(new Uint8Array(await file.arrayBuffer()))
          return one === undefined ? undefined : { ...one, name: file.name }
        }),
      ),
    )

  element('add', HTMLButtonElement).addEventListener('click', () => {
    if (text.value.trim() !== '') take([recogniseText(text.value)])
    else run()
  })
  element('choose', HTMLButtonElement).addEventListener('click', () => files.click())
  files.addEventListener('change', () => {
    void takeFiles(files.files ?? []).finally(() => {
      files.value = ''
    })
  })
  again.addEventListener('click', () => show('result'))
  chosen.addEventListener('change', () => {
    if (report !== undefined) write(report)
  })
  element('back', HTMLButtonElement).addEventListener('click', () => show('ask'))
  for (const kind of ['dragover', 'dragleave', 'drop'] as const)
    document.addEventListener(kind, (event) => {
      event.preventDefault()
      document.body.classList.toggle('dropping', kind === 'dragover')
      if (kind !== 'drop' || event.dataTransfer === null) return
      const { files: dropped } = event.dataTransfer
      const pasted = event.dataTransfer.getData('text/plain')
      if (dropped.length > 0) void takeFiles(dropped)
      else if (pasted !== '') take([recogniseText(pasted)])
      show('ask')
    })
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-save]'))
    button.addEventListener('click', () => {
      if (report !== undefined) save(report, { kind: button.dataset['save'] ?? 'html', options: wording() })
    })
}

/** Hands a report over as a file. */
const save = (
  report: Audit,
  { kind, options }: { readonly kind: string; readonly options: ReportOptions },
): void => {
  const contents =
    kind === 'json'
      ? { type: 'application/json', text: JSON.stringify(auditToJson(report), null, 2) }
      : kind === 'md'
        ? { type: 'text/markdown', text: reportMarkdown(report, options) }
        : { type: 'text/html', text: reportHtml(report, options) }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([contents.text], { type: `${contents.type};charset=utf-8` }))
  link.download = `audit.${kind}`
  link.click()
  URL.revokeObjectURL(link.href)
}

start()
