import { describe, expect, it } from 'vitest'
import { pause, within } from '../../../src/chain/limits.js'

const forever = (): Promise<never> => new Promise(() => {})

describe('limits', () => {
  it('end what does not listen to them', async () => {
    await expect(within({ timeout: 1 }, forever)).rejects.toMatchObject({ limit: 'timeout' })
    const controller = new AbortController()
    const waiting = within({ signal: controller.signal }, forever)
    controller.abort('enough')
    await expect(waiting).rejects.toMatchObject({ limit: 'signal', cause: 'enough' })
  })

  it('start nothing where the signal has gone up before', async () => {
    let ran = false
    const run = async () => {
      ran = true
    }
    await expect(within({ signal: AbortSignal.abort('early') }, run)).rejects.toMatchObject({
      cause: 'early',
    })
    expect(ran).toBe(false)
  })

  it('leave no listener on a signal that lives on', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--
      remove(...args)
    }
    expect(await within({ signal, timeout: 1000 }, async () => 7)).toBe(7)
    await pause(1, signal)
    await expect(
      within({ signal }, async () => {
        throw new Error('inside')
      }),
    ).rejects.toThrow('inside')
    expect(listeners).toBe(0)
  })

  it('hand a signal on that ends with them', async () => {
    let given: AbortSignal | undefined
    const run = (signal: AbortSignal) => {
      given = signal
      return forever()
    }
    await expect(within({ timeout: 1 }, run)).rejects.toMatchObject({ limit: 'timeout' })
    expect(given?.aborted).toBe(true)
  })
})
