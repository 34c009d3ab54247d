export { type ParseInvoiceOptions, parseInvoice } from '../invoice/invoice.js'
export type { Invoice, InvoiceHop } from '../invoice/types.js'
