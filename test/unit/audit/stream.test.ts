import { sats } from 'taproot-escrow'
import { audit, auditToJson, ofStream, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { type LastState, type StreamPlan, signState } from 'taproot-escrow/stream'
import { describe, expect, it } from 'vitest'
import { EMPLOYER, streamDocument, streamOf, TIP } from '../../support/streams.js'
import { thrown } from '../../support/thrown.js'

const plan = streamOf({ deposits: 2 })
const { text } = plan.deposits[0]!.contract.agreement
const newest = await signState(plan, { pays: sats('400000'), last: 'none' }, EMPLOYER)

const told = (last: LastState, { of = plan, height }: { of?: StreamPlan; height?: number } = {}) =>
  audit(text, {
    stream: ofStream(of, { last }),
    ...(height !== undefined && { at: { height, medianTime: TIP.medianTime } }),
  }).stream!

describe('an audit of an agreement on whose contract a stream runs', () => {
  it('says until when it runs, who comes then, and what the last state pays', () => {
    const { text: sentences, ...data } = told(newest)
    expect(sentences).toMatchInlineSnapshot(`
      [
        "A stream over 2 deposits of contract 7, 2,000,000 sat (0.02 BTC): each state pays the worker 330 sat to 1,999,046 sat (0.01999046 BTC), and the network 624 sat.",
        "It may run, and has to be closed, before a tip of height 1055.",
        "Without the worker the arbiter and the employer together can take the money from a tip of height 1199 on.",
        "The last state that was given pays the worker 400,000 sat (0.004 BTC) and the employer 1,599,376 sat (0.01599376 BTC). The employer has signed it; the worker alone makes a transaction of it.",
      ]
    `)
    expect(data).toMatchObject({
      contract: { index: 7, milestone: 0 },
      pot: plan.pot,
      fee: plan.fee,
      most: plan.most,
      ends: { path: 'arbiterAndEmployer', from: { height: 1199 } },
      closeBefore: { height: 1055 },
      pays: 400_000n,
    })
  })

  it('says that it is over from the tip on at which it has to be closed', () => {
    expect(told(newest, { height: 1054 }).text[1]).toBe(
      'It may run, and has to be closed, before a tip of height 1055.',
    )
    expect(told(newest, { height: 1055 }).text[1]).toBe(
      'It is over: it had to be closed before a tip of height 1055.',
    )
  })

  it('says who takes the money alone where there is no arbiter', () => {
    const { arbiter: _a, backupArbiter: _b, dispute: _d, ...alone } = streamDocument()
    const of = streamOf({ document: alone })
    const { stream } = audit(of.deposits[0]!.contract.agreement.text, {
      stream: ofStream(of, { last: 'none' }),
    })
    expect(stream!.text.slice(1)).toMatchInlineSnapshot(`
      [
        "It may run, and has to be closed, before a tip of height 1255.",
        "Without the worker the employer alone can take the money from a tip of height 1399 on.",
        "No state was given.",
      ]
    `)
  })

  it('believes no state that the employer did not sign', () => {
    const { pays, refused, text: sentences } = told({ ...newest, pays: sats('500000') })
    expect([pays, refused?.code]).toEqual([undefined, 'STREAM_SIGNATURE'])
    expect(sentences.at(-1)).toMatchInlineSnapshot(
      `"The state that was given is none of this stream: state.signatures[0]: expected a signature by employer of the spend that the state stands for, received one that does not verify."`,
    )
    expect(told(newest, { of: streamOf() }).refused?.code).toBe('STREAM_DEPOSITS')
  })

  it('says so in the report, as HTML, as Markdown and as JSON', () => {
    const report = audit(text, { stream: ofStream(plan, { last: newest }) })
    const [html, markdown] = [reportHtml(report), reportMarkdown(report)]
    for (const sentence of report.stream!.text) {
      expect(html).toContain(`<li>${sentence}</li>`)
      expect(markdown).toContain(`- ${sentence}`)
    }
    expect(html).toContain('<h2 id="stream">Paid by the minute</h2>')
    expect(markdown).toContain('## Paid by the minute')
    expect(JSON.parse(JSON.stringify(auditToJson(report))).stream).toMatchObject({
      pays: '400000',
      pot: plan.pot.toString(),
      closeBefore: { height: 1055 },
    })
    // and nothing where none was given
    expect(audit(text)).not.toHaveProperty('stream')
    expect(reportHtml(audit(text))).not.toContain('Paid by the minute')
  })

  it('refuses a stream on the contract of another agreement', () => {
    const other = streamOf({ document: { ...streamDocument(), index: 77 } })
    const { code, data } = thrown(() => audit(text, { stream: ofStream(other, { last: 'none' }) }))
    expect([code, data.field]).toEqual(['AUDIT_OPTION', 'stream'])
  })
})
