import { startBitcoind } from '../../scripts/bitcoind/start.js'

/** A program that owns a node, says which, and waits for its own end: it never stops the node itself. */
const { dataFolder, url } = await startBitcoind()
process.stdout.write(`${JSON.stringify({ dataFolder, url })}\n`)
process.on('message', () => process.exit(0))
