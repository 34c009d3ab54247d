/** BIP 341, "Script validation rules": hashes in a control block. */
export const MAX_CONTROL_BLOCK_HASHES = 128
/** BIP 342, "Resource limits": items on the stack when a script begins. */
export const MAX_STACK_ITEMS = 1000
/** Bitcoin Core's `MAX_STANDARD_TAPSCRIPT_STACK_ITEM_SIZE`. */
export const MAX_RELAYED_ITEM = 80
