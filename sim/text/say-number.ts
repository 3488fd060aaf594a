/** Whole numbers that may have thousands of digits, for people. */

/** Longer numbers are rounded: nobody reads their digits. */
const mostDigits = 15

/** `34,650`; or `4.0 × 10^5735 (5,736 digits)`. */
export function sayNumber(decimal: string): string {
  if (decimal.length <= mostDigits) return grouped(decimal)
  const leading = Math.round(Number(decimal.slice(0, 3)) / 10)
  const [digits, power] = leading === 100 ? [10, decimal.length] : [leading, decimal.length - 1]
  return `${(digits / 10).toFixed(1)} × 10^${power} (${grouped(String(decimal.length))} digits)`
}

const grouped = (decimal: string) => decimal.replace(/\B(?=(\d{3})+$)/g, ',')
