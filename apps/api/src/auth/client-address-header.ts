/** Set by Flow itself on what it hands to better-auth; whatever a caller sent under this name is overwritten. */
export const clientAddressHeader = 'x-flow-client-address'
