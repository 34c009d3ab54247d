/** Says once per run, not once per file, that there are no official vectors to test against. */
export const setup = (): void => {
  const { ESCROW_VECTORS } = process.env
  if (!ESCROW_VECTORS)
    console.log('vector tests skipped: set ESCROW_VECTORS to a folder with the official test vectors')
}
