/**
 * The collateral cannot be had, or does not stand. In words that say what to do next; ends with
 * code 1.
 */
export class CollateralFault extends Error {}
