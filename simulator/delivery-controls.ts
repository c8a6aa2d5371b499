/** How deliveries are treated from now on; everything is off until a test turns it on. */
export type DeliveryControls = {
  readonly delaySeconds: number;
  /** How many extra copies of each delivery are sent. */
  readonly duplicates: number;
  /** Events that come close together are delivered in reverse. */
  readonly isReordering: boolean;
  /** How many of the next deliveries never leave. */
  readonly dropNext: number;
  readonly isHolding: boolean;
  /** Every try fails as if nobody listened. */
  readonly isEndpointDown: boolean;
  /** How many deliveries may be on their way together; with 1 they arrive strictly in order. */
  readonly atOnce: number;
};

export const CALM: DeliveryControls = {
  delaySeconds: 0,
  duplicates: 0,
  isReordering: false,
  dropNext: 0,
  isHolding: false,
  isEndpointDown: false,
  atOnce: 8,
};
