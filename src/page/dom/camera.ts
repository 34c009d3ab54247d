/// <reference lib="dom" />

import decodeQR from 'qr/decode.js'

/** A camera that runs. */
export interface Camera {
  readonly stop: () => void
}

/** What stands in a picture as a QR code; nothing where there is none. */
const codeIn = (image: ImageData): string | undefined => {
  try {
    return decodeQR(image)
  } catch {
    return undefined
  }
}

/** More pixels than a code needs only take time. */
const MOST_PIXELS = 1600

const drawn = (
  source: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
): ImageData | undefined => {
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null || canvas.width === 0 || canvas.height === 0) return undefined
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** What stands in a file of a picture as a QR code. */
export const codeInFile = async (file: Blob): Promise<string | undefined> => {
  const picture = await createImageBitmap(file)
  const image = drawn(picture, picture)
  picture.close()
  return image && codeIn(image)
}

export const hasCamera = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function'

const PAUSE_MS = 60

/** Shows the camera behind the device in a video, and tells every code that it sees, until it is stopped. */
export const startCamera = async (
  video: HTMLVideoElement,
  seen: (text: string) => Promise<void>,
): Promise<Camera> => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  })
  video.srcObject = stream
  await video.play()
  let timer = 0
  let isRunning = true
  const look = async (): Promise<void> => {
    const image = drawn(video, { width: video.videoWidth, height: video.videoHeight })
    const text = image && codeIn(image)
    if (text !== undefined) await seen(text)
    if (isRunning) timer = window.setTimeout(() => void look(), PAUSE_MS)
  }
  void look()
  return {
    stop: () => {
      isRunning = false
      window.clearTimeout(timer)
      for (const track of stream.getTracks()) track.stop()
      video.srcObject = null
    },
  }
}
