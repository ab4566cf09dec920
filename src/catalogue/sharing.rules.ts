/** What the procedures about sharing an instrument are called. */
export const listingCode = 'instrument_listing'
export const exemptionCode = 'sharing_exemption'
