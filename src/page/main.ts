import { encodeQR } from 'qr'
import type { Audit } from '../audit/audit.js'
import { auditToJson } from '../audit/report/auditToJson.js'
import { verdictText } from '../audit/report/parts/summary.js'
import { reportHtml } from '../audit/report/reportHtml.js'
import { reportMarkdown } from '../audit/report/reportMarkdown.js'
import { type ReportOptions, wordingOf } from '../audit/report/wording.js'
import { auditClaimed, contractAt } from '../cli/claimed.js'
import { lookup } from '../languages/lookup.js'
import { parseTransaction } from '../psbt/transaction.js'
import type { Names } from '../sentences/names.js'
import {
  auditOptionsOf,
  type Desk,
  emptyDesk,
  type Known,
  refusedOn,
  withGiven,
  withoutGiven,
} from './desk.js'
import { codesOf, reasonOf } from './dom/codes.js'
import { knownIn, namesIn, optionsIn } from './fields.js'
import { LANGUAGES, type PageLanguage } from './languages.js'
import { type Given, isPicture, recogniseFile, recogniseText } from './recognise.js'
import type { PageWords } from './words/english.js'

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

/** A word of the page by its name, which stands in the page itself. */
const plainWord = (words: PageWords, name = ''): string => {
  const word = new Map<string, unknown>(Object.entries(words)).get(name)
  if (typeof word !== 'string') throw new TypeError(`no word ${name}`)
  return word
}

/** More than any document, PSBT or picture of a code takes: such a file is not even read. */
const MOST_BYTES = 20_000_000

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
  let names: Names = {}
  /** The address that the report was asked about; empty where there was none. */
  let claimed = ''

  const chosen = element('language', HTMLSelectElement)
  const tags = LANGUAGES.map(({ language }) => language.tag)
  chosen.value = navigator.languages.flatMap((tag) => lookup(tag, tags) ?? [])[0] ?? 'en'
  const spoken = (): PageLanguage =>
    LANGUAGES.find(({ language }) => language.tag === chosen.value) ?? LANGUAGES[0]
  const wording = (): ReportOptions => ({
    language: spoken().language,
    names,
    qr: (content) => encodeQR(content, 'raw'),
  })

  /** Whether the address is that of a contract: the question again, with the contract or a cross. */
  const answer = (told: Audit, contract: string): string => {
    if (claimed === '' || told.contracts.length === 0) return ''
    const isOther = told.findings.some(({ subject }) => subject.startsWith('claim '))
    const found = isOther ? undefined : contractAt(told, claimed)
    return `${spoken().words.address} ${found === undefined ? '✗' : `✓ ${contract} ${found.index}`}`
  }

  /** Writes the report in the language that is chosen. */
  const write = (told: Audit): void => {
    frame.srcdoc = reportHtml(told, wording())
    const words = wordingOf(wording())
    const verdict = element('verdict', HTMLElement)
    verdict.lang = words.tag
    verdict.dir = words.dir
    // in a place of its own nothing turns it around
    verdict.textContent = verdictText(told, words).replace(/[\u2066\u2068\u2069]/g, '')
    element('answer', HTMLElement).textContent = answer(told, words.heads.contract)
  }

  const field = (id: string): string => element(id, HTMLInputElement).value.trim()

  /** What is said now, for when another language is chosen. */
  let message: (words: PageWords) => string = () => ''
  const say = (told: (words: PageWords) => string, kind: '' | 'danger' = ''): void => {
    message = told
    said.className = kind
    said.textContent = message(spoken().words)
    // on a phone it may stand above what was pressed
    if (kind === 'danger') said.scrollIntoView({ block: 'nearest' })
  }

  const codes = codesOf({
    element,
    words: () => spoken().words,
    say,
    take: (given) => take([given]),
  })

  /** Says in the chosen language what the page says by itself. */
  const reword = (): void => {
    const { language, words } = spoken()
    document.documentElement.lang = language.tag
    document.documentElement.dir = language.dir
    document.title = words.title
    for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
      one.textContent = plainWord(words, one.dataset['word'])
    for (const one of document.querySelectorAll<HTMLElement>('[data-label]'))
      one.setAttribute('aria-label', plainWord(words, one.dataset['label']))
    said.textContent = message(words)
    codes.reword()
    list()
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
        const { words, language } = spoken()
        const kind = words.kinds[given.kind]
        name.textContent = kind
        const called = document.createElement('bdi')
        called.textContent = calledOf(given)
        const size = document.createElement('small')
        size.textContent = words.characters(language.formats.number(given.text.length))
        const remove = document.createElement('button')
        remove.type = 'button'
        remove.textContent = words.remove
        remove.setAttribute('aria-label', words.removeThis(kind))
        remove.addEventListener('click', () => {
          desk = withoutGiven(desk, given)
          report = undefined
          list()
          text.focus()
        })
        item.append(name, called, size)
        if (given.kind === 'psbt') {
          const asCodes = document.createElement('button')
          asCodes.type = 'button'
          asCodes.className = 'as-codes'
          asCodes.textContent = words.showCodes
          asCodes.addEventListener('click', () => codes.show(given.text))
          item.append(asCodes)
        }
        item.append(remove)
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
      if (desk.given.length > 0) say(({ alone }) => alone, 'danger')
      return
    }
    say(({ working }) => working)
    afterPaint(() => {
      let known: Known | undefined
      try {
        known = { ...knownIn(field), now: Math.floor(Date.now() / 1000) }
        names = namesIn(field)
        const options = { ...auditOptionsOf(desk, known), ...optionsIn(field) }
        report = auditClaimed(subject, options)
        claimed = field('address')
        write(report)
        say(() => '')
        list()
        show('result')
      } catch (error) {
        const reason = reasonOf(error)
        const refused = known && refusedOn(desk, known)
        say(
          ({ failed, kinds }) =>
            failed(refused === undefined ? reason : `${kinds[refused.kind]} ${calledOf(refused)}: ${reason}`),
          'danger',
        )
      }
    })
  }

  const take = (all: readonly (Given | undefined)[]): void => {
    const known = all.filter((given) => given !== undefined)
    for (const given of known) desk = withGiven(desk, given)
    list()
    if (known.length < all.length) say(({ unknown }) => unknown, 'danger')
    else {
      text.value = ''
      codes.stop()
      run()
    }
  }

  const takeFiles = async (given: Iterable<File>): Promise<void> => {
    const read = await Promise.all(
      Array.from(given, async (file) => ({
        file,
        bytes: new Uint8Array(file.size > MOST_BYTES ? [] : await file.arrayBuffer()),
      })),
    )
    const others = read.filter(({ bytes }) => !isPicture(bytes))
    if (others.length > 0)
      take(
        others.map(({ file, bytes }) => {
          const one = recogniseFile(bytes)
          return one && { ...one, name: file.name }
        }),
      )
    // one after the other: each may be a part of what the one before began
    for (const { file, bytes } of read) if (isPicture(bytes)) await codes.readPicture(file)
  }

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
    reword()
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
  reword()
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
