import { Moon, Sun } from 'lucide-react'
import { chooseTheme, useTheme } from '#ui/theme/useTheme.ts'
import styles from './Workbench.module.css'

export function ThemeButton() {
  const theme = useTheme()
  const other = theme === 'light' ? 'dark' : 'light'
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme (T)`}
      onClick={() => chooseTheme(other)}
    >
      {theme === 'light' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
    </button>
  )
}
