/// <reference lib="dom" />

import { encodeQR } from 'qr'
import { qrHtml } from '../../audit/report/qr.js'
import { fromBase64 } from '../../psbt/base64.js'
import { type Collected, partsOf } from '../bbqr.js'
import type { Given } from '../recognise.js'
import { scanned } from '../scan.js'
import type { PageWords } from '../words/english.js'
import { type Camera, codeInFile, hasCamera, startCamera } from './camera.js'

/** What the codes need of the page around them. */
export interface Around {
  readonly element: <Kind extends HTMLElement>(id: string, kind: new () => Kind) => Kind
  readonly words: () => PageWords
  readonly take: (given: Given) => void
  readonly say: (told: (words: PageWords) => string, kind?: 'danger') => void
}

/** The codes of the page. */
export interface Codes {
  /** Reads a file as a picture of a code; nothing where it is none. */
  readonly readPicture: (file: File) => Promise<void>
  /** Shows a PSBT in parts, one after the other. */
  readonly show: (psbt: string) => void
  readonly stop: () => void
  /** Says again, in the language that is chosen, what is not said in the page by itself. */
  readonly reword: () => void
}

/** What an error says: in English, from left to right among words of any language (Unicode Standard Annex 9). */
export const reasonOf = (error: unknown): string =>
  `\u2066${error instanceof Error ? error.message : String(error)}\u2069`

/** How long a part is shown: what devices read well (BBQr, "Encoding"). */
const FRAME_MS = 250
const BORDER = 2

/** Equal parts in codes of one size: a code that changed its size would be lost by cameras. */
const drawer = (parts: readonly string[]) => {
  const side = encodeQR(parts[0] ?? '', 'raw', { ecc: 'low', border: BORDER }).length - 2 * BORDER
  const version = (side - 17) / 4
  return (text: string) => encodeQR(text, 'raw', { ecc: 'low', border: BORDER, version })
}

export const codesOf = ({ element, words, take, say }: Around): Codes => {
  const scan = element('scan', HTMLButtonElement)
  const scanner = element('scanner', HTMLElement)
  const video = element('camera', HTMLVideoElement)
  const progress = element('progress', HTMLElement)
  const shown = element('shown', HTMLElement)
  const drawing = element('drawing', HTMLElement)
  const place = element('place', HTMLElement)
  const pause = element('pause', HTMLButtonElement)
  let collected: Collected | undefined
  let camera: Camera | undefined
  let parts: readonly string[] = []
  let draw = drawer([''])
  let at = 0
  let timer = 0

  const stop = (): void => {
    camera?.stop()
    camera = undefined
    collected = undefined
    scanner.hidden = true
    video.hidden = true
  }

  const tell = (): void => {
    progress.textContent =
      collected === undefined ? words().holdCode : words().partsRead(collected.parts.size, collected.total)
  }

  const seen = async (text: string): Promise<void> => {
    try {
      const found = await scanned(text, collected)
      say(() => '')
      switch (found.kind) {
        case 'part':
          collected = found.collected
          tell()
          return
        case 'given':
          stop()
          take(found.given)
          return
        case 'address':
          element('address', HTMLInputElement).value = found.address
          stop()
          say(({ addressRead }) => addressRead)
          return
        case 'ur':
          say(({ otherParts }) => otherParts, 'danger')
          return
        case 'unknown':
          say(({ codeUnknown }) => codeUnknown, 'danger')
      }
    } catch (error) {
      const reason = reasonOf(error)
      say(() => reason, 'danger')
    }
  }

  const paint = (): void => {
    const name = words().partShown(at + 1, parts.length)
    // markup that was written here, with its texts escaped
    drawing.innerHTML = `${qrHtml(parts[at] ?? '', { name, draw })}`
    place.textContent = name
  }

  const step = (): void => {
    at = (at + 1) % parts.length
    paint()
  }

  const run = (): void => {
    window.clearInterval(timer)
    timer = parts.length > 1 ? window.setInterval(step, FRAME_MS) : 0
    pause.textContent = words().pause
  }

  const halt = (): void => {
    window.clearInterval(timer)
    timer = 0
    pause.textContent = words().goOn
  }

  const close = (): void => {
    halt()
    shown.hidden = true
  }

  scan.hidden = !hasCamera()
  scan.addEventListener('click', () => {
    stop()
    scanner.hidden = false
    video.hidden = false
    tell()
    startCamera(video, seen).then(
      (started) => {
        if (scanner.hidden) started.stop()
        else camera = started
      },
      () => {
        stop()
        say(({ noCamera }) => noCamera, 'danger')
      },
    )
  })
  element('stop', HTMLButtonElement).addEventListener('click', () => {
    stop()
    scan.focus()
  })
  pause.addEventListener('click', () => (timer === 0 ? run() : halt()))
  element('next', HTMLButtonElement).addEventListener('click', () => {
    halt()
    step()
  })
  element('close', HTMLButtonElement).addEventListener('click', () => {
    close()
    element('text', HTMLElement).focus()
  })

  return {
    stop: () => {
      stop()
      close()
    },
    readPicture: async (file) => {
      const text = await codeInFile(file).catch(() => undefined)
      if (text === undefined) say(({ noCode }) => noCode, 'danger')
      else await seen(text)
      if (collected !== undefined) {
        scanner.hidden = false
        tell()
      }
    },
    show: (psbt) => {
      parts = partsOf(fromBase64(psbt, 'psbt'), 'P')
      draw = drawer(parts)
      at = 0
      shown.hidden = false
      for (const id of ['pause', 'next']) element(id, HTMLElement).hidden = parts.length === 1
      paint()
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) halt()
      else run()
      element('close', HTMLElement).focus()
    },
    reword: () => {
      pause.textContent = timer === 0 ? words().goOn : words().pause
      tell()
      if (!shown.hidden) paint()
    },
  }
}
