import type { Rpc } from 'taproot-escrow/chain'
import { afterAll } from 'vitest'
import { type EsploraServer, startEsplora } from './esploraNode.js'

/** A server for this test file alone, which ends after the file's last test. */
export const esploraServer = async (rpc: Rpc): Promise<EsploraServer> => {
  const server = await startEsplora(rpc)
  afterAll(server.close)
  return server
}
