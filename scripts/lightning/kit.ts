import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initializeWasmFromBinary } from 'lightningdevkit'

/** What LDK writes on standard output when it is loaded, whoever loads it. */
const GREETING = 'Loaded LDK-Java Bindings'

const load = async (): Promise<void> => {
  const binary = await readFile(createRequire(import.meta.url).resolve('lightningdevkit/liblightningjs.wasm'))
  const { log } = console
  console.log = (...words: readonly unknown[]) => {
    if (!String(words[0]).startsWith(GREETING)) log(...words)
  }
  try {
    await initializeWasmFromBinary(binary)
  } finally {
    console.log = log
  }
}

let loading: Promise<void> | undefined

/** Loads LDK's WebAssembly, once in a process: a second time would take the ground from under what stands on it. */
export const loadKit = (): Promise<void> => {
  loading ??= load()
  return loading
}
