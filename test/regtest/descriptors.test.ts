import { audit } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { extendedHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'

/*
 * What is no descriptor to the node is none to the audit: money was never sent there by a node's wallet.
 */

const node = await startNode()
const A = extendedHolder(1).text
const B = extendedHolder(2).text
const hash = (bytes: number): string => '5a'.repeat(bytes)
const locked = (fragment: string): string => `tr(${A}/0/*,and_v(v:pk(${B}/0/*),${fragment}))`

const byNode = (descriptor: string): Promise<boolean> =>
  node.rpc.getdescriptorinfo(descriptor).then(
    () => true,
    () => false,
  )
const byAudit = (text: string): boolean => audit(text).descriptor !== undefined

describe('a descriptor is read by the audit where the node reads it, and only there:', () => {
  it.each([
    [true, `tr(${A}/<0;1>/*,pk(${B}/<2;3>/*))`],
    [false, `tr(${A}/<0;1>/*,pk(${B}/<0;1;2>/*))`],
    [true, `tr(${A}/0/*,pk(${B}/<0;1;2>/*))`],
    [false, `tr(${A}/0/*,{pk(${B}/<0;1;2>/*),and_v(v:pk(${B}/<5;6>/*),older(9))})`],
    [false, locked('sha256(00)')],
    [true, locked(`sha256(${hash(32)})`)],
    [false, locked(`sha256(${hash(31)})`)],
    [false, locked(`sha256(${hash(33)})`)],
    [false, locked(`sha256(${'zz'.repeat(32)})`)],
    [true, locked(`hash256(${hash(32)})`)],
    [false, locked(`hash256(${hash(20)})`)],
    [true, locked(`hash160(${hash(20)})`)],
    [false, locked(`hash160(${hash(32)})`)],
    [true, locked(`ripemd160(${hash(20)})`)],
    [false, locked(`ripemd160(${hash(32)})`)],
  ])('%s of %s', async (read, descriptor) => {
    expect([await byNode(descriptor), byAudit(descriptor)]).toEqual([read, read])
  })

  it('wrapped over lines, and inside of what the node prints', async () => {
    const descriptor = `tr(${A}/0/*,pk(${B}/0/*))`
    const info = await node.rpc.getdescriptorinfo(descriptor)
    const expected = audit(info.descriptor).descriptor
    expect(expected).toBeDefined()
    for (const text of [
      info.descriptor.replace(/.{60}/g, '$&\r\n  '),
      `\ufeff${info.descriptor}\n`,
      JSON.stringify(info, undefined, 2),
      JSON.stringify({ desc: info.descriptor, label: 'Büro' }),
      JSON.stringify([{ desc: info.descriptor, timestamp: 'now' }]),
      JSON.stringify({ wallet_name: 'w', descriptors: [{ desc: info.descriptor }] }),
    ])
      expect(audit(text).descriptor).toEqual(expected)
  })
})
