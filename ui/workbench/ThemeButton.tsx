import { Moon, Sun } from 'lucide-react'
import controls from '#ui/kit/controls.module.css'
import { chooseTheme, useTheme } from '#ui/theme/useTheme.ts'

/** Leads to the other theme. */
export function ThemeButton({ isPhone = false }: { readonly isPhone?: boolean }) {
  const theme = useTheme()
  const other = theme === 'light' ? 'dark' : 'light'
  return (
    <button
      type="button"
      className={isPhone ? `${controls.icon} ${controls.large}` : controls.icon}
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme (T)`}
      onClick={() => chooseTheme(other)}
    >
      {theme === 'light' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
    </button>
  )
}
