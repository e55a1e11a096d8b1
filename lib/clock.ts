/** An instant as the wire writes it. Postgres answers raw statements with its own text form, the builder with a `Date`. */
export function toIso(instant: string | Date): string {
  return new Date(instant).toISOString();
}
