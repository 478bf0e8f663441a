/** Whether a text is a day of the calendar, as `2027-12-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // The last days of a month are a matter of the month: 31 April would become 1 May.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
