import { beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/list.js'
import { marks } from '../../../src/forms/form.js'
import { escrowFolder, folderOf, PREPARATION_MS, words } from '../../support/command.js'

beforeAll(escrowFolder, PREPARATION_MS)

const AGREED = 'agreement.json --funded funded.json'

describe('wrong use ends with 2 and one line', () => {
  it.each([
    ['', 'COMMAND_UNKNOWN'],
    ['reelase agreement.json', 'COMMAND_UNKNOWN'],
    ['help reelase', 'COMMAND_UNKNOWN'],
    ['new', 'OPERAND_MISSING'],
    ['new fixed --param plan.json', 'OPTION_MALFORMED'],
    ['new fixedPrice', 'OPTION_MISSING'],
    ['new fixedPrice --amends agreement.json --param plan.json', 'OPTIONS_CONFLICT'],
    ['new fixedPrice --param nothing.json', 'FILE_UNREADABLE'],
    ['accept agreement.json', 'OPTION_MISSING'],
    ['accept agreement.json --as boss --mnemonic-file worker.txt', 'OPTION_MALFORMED'],
    ['accept agreement.json --as worker', 'SECRET_SOURCE'],
    ['accept agreement.json --as worker --mnemonic-file worker.txt --prompt', 'SECRET_SOURCE'],
    ['accept agreement.json --as worker --key-env NOT_SET', 'SECRET_ABSENT'],
    ['compile', 'OPERAND_MISSING'],
    ['compile agreement.json another.json', 'OPERAND_SURPLUS'],
    ['compile agreement.json --colour', 'OPTION_UNKNOWN'],
    ['compile agreement.json --policy nokia', 'OPTION_MALFORMED'],
    ['compile agreement.json --milestone 3', 'OPTION_MALFORMED'],
    ['fund agreement.json --tx tx.hex --coins coins.json', 'OPTIONS_CONFLICT'],
    ['fund agreement.json --coins coins.json --fee-rate 2 --change x', 'OPTION_MISSING'],
    [`release ${AGREED} --all`, 'OPTION_MISSING'],
    [`release ${AGREED} --fee-rate 2`, 'OPTION_MISSING'],
    [`release ${AGREED} --fee-rate 2 --all --milestone 1`, 'OPTIONS_CONFLICT'],
    [`release ${AGREED} --fee-rate fast --all`, 'OPTION_MALFORMED'],
    [`release ${AGREED} --fee-rate 2 --fee-rate 3 --all`, 'OPTION_REPEATED'],
    [`release ${AGREED} --fee-rate --all`, 'OPTION_VALUE'],
    [`release ${AGREED} --fee-rate 2 --all=yes`, 'OPTION_VALUE'],
    [`release ${AGREED} --fee-rate 2 --all --path employerAlone`, 'OPTION_MALFORMED'],
    [`release ${AGREED} --fee-rate 2 --all --confirmations 3`, 'OPTION_MISSING'],
    [`release ${AGREED} --fee-rate 2 --all --relax everything`, 'OPTION_MALFORMED'],
    [`release ${AGREED} --fee-rate 2 --all --psbt-version 1`, 'OPTION_MALFORMED'],
    ['release agreement.json --fee-rate 2', 'OPTION_MISSING'],
    ['release - --funded - --fee-rate 2 --all', 'STDIN_TAKEN'],
    [`refund ${AGREED} --fee-rate 2 --all`, 'OPTION_MISSING'],
    [`award ${AGREED} --fee-rate 2 --all --path arbiterAndWorker`, 'OPTION_MISSING'],
    [`award ${AGREED} --fee-rate 2 --all --path arbiterAndWorker --employer-bps 10001`, 'OPTION_MALFORMED'],
    [`settle ${AGREED} --fee-rate 2 --all`, 'OPTION_MISSING'],
    [`relock ${AGREED} --fee-rate 2 --milestone 0`, 'OPTIONS_CONFLICT'],
    [`relock ${AGREED} --fee-rate 2 --milestone 0 --freeze --into 1`, 'OPTIONS_CONFLICT'],
    [`relock ${AGREED} --fee-rate 2 --milestone 0 --into 1 --keep much --pays release`, 'OPTION_MALFORMED'],
    [`relock ${AGREED} --fee-rate 2 --milestone 0 --into 7`, 'OPTION_MALFORMED'],
    [`review ${AGREED} --psbt tx.hex`, 'OPTION_MISSING'],
    [`review ${AGREED} --all --psbt nothing.psbt --as worker`, 'FILE_UNREADABLE'],
    [`review ${AGREED} --psbt tx.hex --as worker`, 'OPTION_MISSING'],
    [`review ${AGREED} --all --milestone 1 --psbt tx.hex --as worker`, 'OPTIONS_CONFLICT'],
    [`sign ${AGREED} --psbt tx.hex --as worker --prompt`, 'OPTION_MISSING'],
    [`combine ${AGREED} tx.hex tx.hex`, 'OPTION_MISSING'],
    [`finalize ${AGREED} tx.hex`, 'OPTION_MISSING'],
    [`sign ${AGREED} --as worker --prompt`, 'OPTION_MISSING'],
    [`combine ${AGREED}`, 'OPERAND_MISSING'],
    [`finalize ${AGREED}`, 'OPERAND_MISSING'],
    ['recover agreement.json', 'OPTION_MISSING'],
    ['status', 'OPERAND_MISSING'],
    ['status agreement.json', 'OPTION_MISSING'],
    ['status agreement.json --view tx.hex --node http://127.0.0.1:1', 'OPTIONS_CONFLICT'],
    ['status agreement.json --node-cookie tx.hex', 'OPTIONS_CONFLICT'],
    ['status agreement.json --node http://a:b@127.0.0.1:1', 'OPTION_MALFORMED'],
    ['status agreement.json --electrum nowhere', 'OPTION_MALFORMED'],
    ['status agreement.json --esplora http://127.0.0.1:1 --checkpoint tx.hex', 'OPTION_MALFORMED'],
    ['watch agreement.json --node http://127.0.0.1:1', 'OPTION_MISSING'],
    ['send agreement.json', 'OPERAND_MISSING'],
    ['send agreement.json tx.hex', 'OPTION_MISSING'],
    ['send agreement.json tx.hex --wait soon', 'OPTION_MALFORMED'],
    [`bump ${AGREED} --fee-rate 2`, 'OPTION_MISSING'],
    [`bump ${AGREED} --psbt tx.hex`, 'OPTION_MISSING'],
    [`child ${AGREED} --tx tx.hex --to x`, 'OPTION_MISSING'],
    ['verify agreement.json tx.hex', 'OPTION_MISSING'],
    [`prove ${AGREED}`, 'OPTION_MISSING'],
    [`prove ${AGREED} --all`, 'OPTION_MISSING'],
    [`release ${AGREED} --fee-rate 2 --all --tip tx.hex --at-height 3`, 'OPTIONS_CONFLICT'],
    [`release ${AGREED} --all --node http://127.0.0.1:1 --within never`, 'OPTION_MALFORMED'],
  ])('%s: %s', async (line, code) => {
    const folder = await escrowFolder()
    const before = folder.files.size
    const told = await folder.run(line === '' ? [] : words(line), { input: folder.text('agreement.json') })
    expect([told.code, told.out]).toEqual([2, []])
    expect(told.errors).toHaveLength(1)
    expect(told.errors[0]).toMatch(
      new RegExp(`^taproot-escrow: ${code} [^\\n]+: expected [^\\n]+, received [^\\n]+$`),
    )
    expect(folder.files.size).toBe(before)
  })

  it.each(COMMANDS.map(({ name }) => name))('%s with an option that nobody knows, as JSON', async (name) => {
    const { code, out, errors } = await folderOf().run([name, '--colour', '--json'])
    expect([code, out, errors.length]).toEqual([2, [], 1])
    expect(JSON.parse(errors[0]!)).toEqual({
      ...marks('answer'),
      error: {
        code: 'OPTION_UNKNOWN',
        kind: 'input',
        field: '--colour',
        expected: 'an option of this command',
        received: 'another',
      },
    })
  })
})
